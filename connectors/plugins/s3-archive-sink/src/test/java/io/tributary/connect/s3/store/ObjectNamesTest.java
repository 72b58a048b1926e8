package io.tributary.connect.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class ObjectNamesTest {
  private static final TopicPartition PARTITION = new TopicPartition("salesdb.salesdb.ORDERS", 3);
  private final ObjectNames names = new ObjectNames("raw", "jsonl.gz");

  @Test
  void namesAnObjectByTopicPartitionAndExpectedOffset() {
    assertThat(names.key(PARTITION, 0))
        .isEqualTo(
            "raw/salesdb.salesdb.ORDERS/partition=3/salesdb.salesdb.ORDERS+3+00000000000000000000.jsonl.gz");
    assertThat(names.key(PARTITION, Long.MAX_VALUE)).endsWith("+09223372036854775807.jsonl.gz");
  }

  @Test
  void worksWithoutPrefix() {
    assertThat(new ObjectNames("", "jsonl").key(PARTITION, 7))
        .isEqualTo(
            "salesdb.salesdb.ORDERS/partition=3/salesdb.salesdb.ORDERS+3+00000000000000000007.jsonl");
  }

  @Test
  void readsTheOffsetBackWhateverTheFormat() {
    assertThat(names.expectedOffset(PARTITION, names.key(PARTITION, 4711))).isEqualTo(4711);
    String other = new ObjectNames("raw", "parquet").key(PARTITION, 4711);
    assertThat(names.expectedOffset(PARTITION, other)).isEqualTo(4711);
  }

  @Test
  void refusesNamesThatAreNotItsOwn() {
    String key = names.stem(PARTITION) + "backup.jsonl.gz";
    assertThatThrownBy(() -> names.expectedOffset(PARTITION, key))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Object "
                + key
                + " is in the archive of salesdb.salesdb.ORDERS-3 but was not written by it: move it elsewhere");
  }

  @Test
  void stemsOfPartitionsDoNotOverlap() {
    TopicPartition longer = new TopicPartition(PARTITION.topic(), 33);
    assertThat(names.key(longer, 0)).doesNotStartWith(names.stem(PARTITION));
  }

  @Test
  void listingPositionLiesBetweenOffsets() {
    assertThat(names.after(PARTITION, 9))
        .isGreaterThan(names.key(PARTITION, 9))
        .isGreaterThan(new ObjectNames("raw", "parquet").key(PARTITION, 9))
        .isLessThan(names.key(PARTITION, 10));
  }
}
