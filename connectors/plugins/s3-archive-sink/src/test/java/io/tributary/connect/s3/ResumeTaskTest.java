package io.tributary.connect.s3;

import static io.tributary.connect.s3.TaskUnderTest.ORDERS;
import static io.tributary.connect.s3.TaskUnderTest.at;
import static io.tributary.connect.s3.TaskUnderTest.row;
import static io.tributary.connect.s3.TaskUnderTest.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.fake.StoredObject;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a task continues an archive, and how it meets another that continues the same one. */
final class ResumeTaskTest {
  private final TaskUnderTest test = new TaskUnderTest();

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void leavesThePositionToTheGroupWhenThereIsNoObject() {
    test.open(ORDERS);
    assertThat(test.context.takeSeeks()).isEmpty();
    assertThat(test.commit()).isEmpty();
  }

  @Test
  void seeksPastTheLastObjectOfALongArchive() {
    for (long offset = 0; offset < 12_500; offset += 5) {
      store(offset, offset + 4);
    }
    test.open(ORDERS, "rotate.records", "2");

    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 12_500L));
    assertThat(test.s3.calls("GET")).hasSizeLessThan(8);
    assertThat(test.s3.calls("HEAD")).hasSize(1);
    assertThat(test.commit()).as("the framework knows from the seek").isEmpty();
    test.put(rows(ORDERS, 12_500, 12_502));
    assertThat(test.s3.objects().lastKey()).endsWith("+00000000000000012500.jsonl.gz");
  }

  @Test
  void continuesAfterAGapThatTheTopicHas() {
    store(0, 9);
    test.open(ORDERS, "rotate.records", "2");

    test.put(rows(ORDERS, 15, 17));

    assertThat(test.archive(ORDERS).keys().get(1)).endsWith("+00000000000000000010.jsonl.gz");
    assertThat(test.commit()).isEqualTo(at(ORDERS, 17));
  }

  @Test
  void goesBackToWhereAShorterObjectOfAnotherWriterEnds() {
    test.open(ORDERS, "rotate.records", "5");
    test.put(rows(ORDERS, 0, 3));
    store(0, 1);

    test.put(rows(ORDERS, 3, 8));

    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 2L));
    assertThat(test.commit()).as("unknown until the seek is applied").isEmpty();
    assertThat(test.s3.objects()).as("5 to 7 came after the seek was asked for").hasSize(1);
    test.put(rows(ORDERS, 2, 7));
    assertThat(test.archive(ORDERS).keys()).hasSize(2);
    assertThat(test.s3.objects().lastEntry().getValue().metadata())
        .isEqualTo(Map.of("first-offset", "2", "last-offset", "6", "record-count", "5"));
    assertThat(test.commit()).isEqualTo(at(ORDERS, 7));
  }

  @Test
  void goesOnToWhereALongerObjectOfAnotherWriterEnds() {
    test.open(ORDERS, "rotate.records", "3");
    store(0, 99);

    test.put(rows(ORDERS, 0, 50));
    assertThat(test.context.takeSeeks()).isEqualTo(Map.of(ORDERS, 100L));
    test.put(rows(ORDERS, 100, 103));

    assertThat(test.archive(ORDERS).keys()).hasSize(2);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 103));
  }

  @Test
  void staysWhereItIsWhenAnotherWriterCutAtTheSamePlace() {
    test.open(ORDERS, "rotate.records", "3");
    store(0, 2);

    test.put(rows(ORDERS, 0, 6));

    assertThat(test.context.takeSeeks()).isEmpty();
    assertThat(test.archive(ORDERS).keys()).hasSize(2);
    assertThat(test.commit()).isEqualTo(at(ORDERS, 6));
  }

  @Test
  void stopsWhenTheTopicWasCreatedAgain() {
    store(0, 99);
    test.open(ORDERS, "rotate.records", "1");

    // The seek to 100 was out of range, so the consumer began at the new log's start.
    assertThatThrownBy(() -> test.put(row(ORDERS, 0)))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Offset 0 of orders-0 arrived, but the archive already is at 100. The topic was deleted and created again,"
                + " or the broker lost records that were archived. Nothing of the new log was stored. To archive it,"
                + " give the connector a new `s3.prefix`; the objects under the old one stay as they are");
    assertThat(test.s3.objects()).hasSize(1);
  }

  @Test
  void stopsWhenTheTopicIsCreatedAgainWhileItRuns() {
    test.open(ORDERS, "rotate.records", "10");
    test.put(rows(ORDERS, 0, 7));

    assertThatThrownBy(() -> test.put(row(ORDERS, 0)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Offset 0 of orders-0 arrived, but the archive already is at 7.");
  }

  @Test
  void refusesToContinueAnArchiveWhoseMetadataIsGone() {
    String key = "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz";
    test.s3.objects().put(key, new StoredObject(new byte[0], Map.of()));

    assertThatThrownBy(() -> test.open(ORDERS))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "s3://archive-bucket/"
                + key
                + " has no `first-offset`, `last-offset` and `record-count` in its metadata, so the archive cannot be"
                + " continued after it: restore them, or use a new `s3.prefix`");
  }

  @Test
  void refusesToContinueAnArchiveWhoseMetadataIsWrong() {
    store(100, 50);
    assertThatThrownBy(() -> test.open(ORDERS))
        .isInstanceOf(ConnectException.class)
        .hasMessageEndingWith(
            " says that it ends at offset 50, which is before it begins: its metadata was changed");
  }

  private void store(long first, long last) {
    String key = String.format("raw/orders/partition=0/orders+0+%020d.jsonl.gz", first);
    Map<String, String> metadata =
        Map.of(
            "first-offset", Long.toString(first),
            "last-offset", Long.toString(last),
            "record-count", Long.toString(last - first + 1));
    test.s3.objects().put(key, new StoredObject(new byte[0], metadata));
  }
}
