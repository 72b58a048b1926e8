package io.tributary.connect.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tributary.connect.s3.TaskFactory;
import io.tributary.connect.s3.config.S3ArchiveConfig;
import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.Fault;
import io.tributary.connect.s3.fake.StoredObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastObjectSearchTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 1);
  private static final StoredObject EMPTY = new StoredObject(new byte[0], Map.of());

  private final FakeS3 s3 = new FakeS3();
  private final ObjectNames names = new ObjectNames("raw", "jsonl.gz");
  private final ArchiveStore store =
      new ArchiveStore(TaskFactory.client(s3), new S3ArchiveConfig(TaskFactory.config()));

  @BeforeEach
  void addNeighbours() {
    put(new TopicPartition("t", 0), Long.MAX_VALUE);
    put(new TopicPartition("t", 11), Long.MAX_VALUE);
    put(new TopicPartition("t", 2), 0);
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void anEmptyArchiveCostsOneRequest() {
    assertThat(new LastObjectSearch(store, names).find(PARTITION)).isEmpty();
    assertThat(s3.calls("GET")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1000})
  void aPageCostsOneRequest(int objects) {
    long last = fill(objects, offset -> offset + 10);
    assertThat(new LastObjectSearch(store, names).find(PARTITION))
        .contains(names.key(PARTITION, last));
    assertThat(s3.calls("GET")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 1999, 2000, 2001, 25_000, 100_000})
  void aLongArchiveCostsAFewRequests(int objects) {
    Random random = new Random(objects);
    long last = fill(objects, offset -> offset + 1 + random.nextInt(5000));
    assertThat(new LastObjectSearch(store, names).find(PARTITION))
        .contains(names.key(PARTITION, last));
    int log = 32 - Integer.numberOfLeadingZeros(objects / 1000);
    assertThat(s3.calls("GET")).hasSizeLessThanOrEqualTo(2 * log + 4);
  }

  @Test
  void unevenObjectsAreFoundToo() {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      s3.objects().clear();
      addNeighbours();
      int growth = 1 + random.nextInt(40);
      long last =
          fill(
              1 + random.nextInt(60),
              offset -> offset + 1 + (random.nextLong() >>> 1 >>> (63 - growth)));
      s3.forgetCalls();
      assertThat(new LastObjectSearch(store, names, 3).find(PARTITION))
          .contains(names.key(PARTITION, last));
      assertThat(s3.calls("GET")).hasSizeLessThanOrEqualTo(150);
    }
  }

  @Test
  void offsetsMayBeAsLargeAsTheyGet() {
    put(PARTITION, 0);
    put(PARTITION, 1);
    put(PARTITION, Long.MAX_VALUE - 2);
    put(PARTITION, Long.MAX_VALUE - 1);
    assertThat(new LastObjectSearch(store, names, 1).find(PARTITION))
        .contains(names.key(PARTITION, Long.MAX_VALUE - 1));
    assertThat(s3.calls("GET")).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void endsWhenTheNewestObjectsVanishMeanwhile() {
    fill(3, offset -> offset + 10);
    s3.faults(
        call -> {
          if (call.query().containsKey("start-after")) {
            s3.objects().remove(names.key(PARTITION, 20));
          }
          return Fault.NONE;
        });

    assertThat(find(2)).contains(names.key(PARTITION, 10));
  }

  @Test
  void endsWhenTwoExtensionsShareAnOffsetAtAPagesEnd() {
    fill(2, offset -> offset + 10);
    String plain = new ObjectNames("raw", "jsonl").key(PARTITION, 10);
    s3.objects().put(plain, EMPTY);

    assertThat(find(2)).as("the greater key").contains(names.key(PARTITION, 10));
    put(PARTITION, 20);
    assertThat(find(2)).contains(names.key(PARTITION, 20));
  }

  private Optional<String> find(int pageKeys) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> new LastObjectSearch(store, names, pageKeys).find(PARTITION));
  }

  private long fill(int objects, java.util.function.LongUnaryOperator next) {
    long offset = 0;
    put(PARTITION, offset);
    for (int i = 1; i < objects; i++) {
      offset = next.applyAsLong(offset);
      put(PARTITION, offset);
    }
    return offset;
  }

  private void put(TopicPartition partition, long offset) {
    s3.objects().put(names.key(partition, offset), EMPTY);
  }
}
