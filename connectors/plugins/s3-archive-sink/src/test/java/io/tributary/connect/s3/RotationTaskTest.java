package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.CUSTOMERS;
import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.fake.StoredObject;
import io.tributary.connect.testkit.PartitionLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RotationTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void storesAnObjectWithItsMetadataAtTheRecordLimit() {
    test.open(ORDERS, "rotate.records", "3");

    test.put(rows(ORDERS, 0, 7));

    assertThat(test.archive(ORDERS).keys())
        .containsExactly(
            "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz",
            "raw/orders/partition=0/orders+0+00000000000000000003.jsonl.gz");
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    StoredObject second = test.s3.objects().lastEntry().getValue();
    assertThat(second.metadata())
        .isEqualTo(Map.of("first-offset", "3", "last-offset", "5", "record-count", "3"));
    assertThat(test.commit()).isEqualTo(at(ORDERS, 6));
    assertThat(test.context.takeCommitRequest()).isTrue();
  }

  @Test
  void theFirstObjectIsNamedZeroWhereverThePartitionBegins() {
    test.open(ORDERS, "rotate.records", "2");

    test.put(rows(ORDERS, 500, 504));

    assertThat(test.archive(ORDERS).keys())
        .containsExactly(
            "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz",
            "raw/orders/partition=0/orders+0+00000000000000000502.jsonl.gz");
    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(500L, 501L, 502L, 503L);
  }

  @Test
  void storesAtTheByteLimitCountedBeforeCompression() {
    test.open(ORDERS, "rotate.bytes", "1000");
    String text = "x".repeat(300);

    for (long offset = 0; offset < 4; offset++) {
      test.put(PartitionLog.record(ORDERS, offset, Map.of("id", offset, "text", text)));
      assertThat(test.s3.objects()).hasSize(offset < 3 ? 0 : 1);
    }
  }

  @Test
  void storesAfterTheIntervalWithoutFurtherRecords() {
    test.open(ORDERS, "rotate.interval.ms", "5000");

    test.put(row(ORDERS, 0));
    assertThat(test.context.takeTimeout()).isEqualTo(5000);
    test.clock.advance(4999);
    test.put(row(ORDERS, 1));
    assertThat(test.context.takeTimeout()).isEqualTo(1);
    assertThat(test.s3.objects()).isEmpty();
    test.clock.advance(1);
    test.putNothing();

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L);
    assertThat(test.context.takeTimeout()).as("only counters are due").isEqualTo(55_000);
    test.clock.advance(100_000);
    test.putNothing();
    assertThat(test.s3.objects()).as("an object is never empty").hasSize(1);
  }

  @Test
  void keepsPartitionsApart() {
    test.open(ORDERS, "rotate.records", "2");
    test.task.open(Set.of(CUSTOMERS));

    test.put(row(ORDERS, 0), row(CUSTOMERS, 0), row(CUSTOMERS, 1), row(ORDERS, 1), row(ORDERS, 2));

    assertThat(test.archive(ORDERS).assertChained().ids()).containsExactly(0L, 1L);
    assertThat(test.archive(CUSTOMERS).assertChained().ids()).containsExactly(0L, 1L);
    assertThat(test.commit()).hasSize(2);
    test.task.close(Set.of(CUSTOMERS));
    assertThat(test.commit()).isEqualTo(at(ORDERS, 2));
  }

  @Test
  void dropsWhatIsOpenOnClose() {
    test.open(ORDERS, "rotate.records", "2");
    test.put(rows(ORDERS, 0, 3));

    test.task.close(Set.of(ORDERS));

    assertThat(test.s3.objects()).hasSize(1);
    assertThat(test.commit()).isEmpty();
    test.task.open(Set.of(ORDERS));
    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 2L));
  }

  @Test
  void goesByTheTopicARecordCameFrom() {
    test.open(ORDERS, "rotate.records", "1");
    SinkRecord routed =
        row(ORDERS, 0).newRecord("renamed", 9, null, null, null, Map.of("id", 0L), 0L);

    test.put(routed);

    assertThat(test.archive(ORDERS).assertChained().ids()).isEqualTo(List.of(0L));
  }

  @Test
  void writesPlainObjectsAtTheBucketsRoot() {
    test.open(ORDERS, "rotate.records", "1", "compression", "none", "s3.prefix", "");

    test.put(row(ORDERS, 0));

    assertThat(test.s3.objects()).hasSize(1);
    assertThat(test.s3.objects().firstKey())
        .isEqualTo("orders/partition=0/orders+0+00000000000000000000.jsonl");
    assertThat(new String(test.s3.objects().firstEntry().getValue().bytes()))
        .isEqualTo("{\"id\":0}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "none, '', STANDARD, , , ",
    "AES256, '', STANDARD_IA, AES256, , STANDARD_IA",
    "aws:kms, '', GLACIER_IR, aws:kms, , GLACIER_IR",
    "aws:kms, alias/archive, STANDARD, aws:kms, alias/archive, "
  })
  void storesAsAsked(
      String encryption,
      String key,
      String storageClass,
      String sentEncryption,
      String sentKey,
      String sentClass) {
    test.open(
        ORDERS,
        "rotate.records",
        "1",
        "s3.encryption",
        encryption,
        "s3.kms.key.id",
        key,
        "s3.storage.class",
        storageClass);

    test.put(row(ORDERS, 0));

    assertThat(test.s3.calls("PUT").get(0).headers())
        .returns(sentEncryption, headers -> headers.get("x-amz-server-side-encryption"))
        .returns(sentKey, headers -> headers.get("x-amz-server-side-encryption-aws-kms-key-id"))
        .returns(sentClass, headers -> headers.get("x-amz-storage-class"));
  }

  @Test
  void tellsItsVersionAndStopsWithoutAStart() {
    assertThat(new S3ArchiveSinkTask().version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(new S3ArchiveSinkConnector().version()).isEqualTo(new S3ArchiveSinkTask().version());
    new S3ArchiveSinkTask().stop();
  }
}
