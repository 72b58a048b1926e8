package io.tributary.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.s3.fake.StoredObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class S3ArchiveSinkConnectorTest {
  private static final TopicPartition ARCHIVED = new TopicPartition("orders", 0);
  private static final TopicPartition NEW = new TopicPartition("customers", 2);

  private final S3ArchiveSinkConnector connector = new S3ArchiveSinkConnector();

  @Test
  void givesEachTaskTheWholeConfiguration() {
    Map<String, String> config = TaskFactory.config("topics", "orders", "errors.tolerance", "all");
    connector.start(config);
    assertThat(connector.taskClass()).isEqualTo(S3ArchiveSinkTask.class);
    List<Map<String, String>> tasks = connector.taskConfigs(2);
    assertThat(tasks).hasSize(2).allSatisfy(task -> assertThat(task).containsAllEntriesOf(config));
    assertThat(tasks).extracting(task -> task.get("task.number")).containsExactly("0", "1");
    connector.stop();
  }

  @Test
  void doesNotStartWithABadConfiguration() {
    assertThatThrownBy(() -> connector.start(TaskFactory.config("format", "avro")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("`format` must be one of jsonl, parquet, got: avro");
  }

  @Test
  void asksTheEndpointThatItIsTold() {
    try (FakeS3 everyones = new FakeS3();
        FakeS3 s3 = new FakeS3()) {
      everyones.servesDefaultClients();
      Map<String, String> config =
          TaskFactory.config("s3.endpoint", "http://localhost:" + s3.endpoint().getPort());

      assertThat(connector.alterOffsets(config, Map.of(NEW, 5L))).isTrue();

      assertThat(s3.calls("GET")).hasSize(1);
      assertThat(everyones.calls("GET")).isEmpty();
    }
  }

  @Test
  void offsetsCannotBeChangedWhereAnArchiveDecidesThem() {
    try (FakeS3 s3 = new FakeS3()) {
      s3.servesDefaultClients();
      s3.objects()
          .put(
              "raw/orders/partition=0/orders+0+00000000000000000000.jsonl.gz",
              new StoredObject(
                  new byte[0],
                  Map.of("first-offset", "0", "last-offset", "99", "record-count", "100")));
      Map<String, String> config = TaskFactory.config();

      assertThat(connector.alterOffsets(config, Map.of(ARCHIVED, 100L, NEW, 5L))).isTrue();
      for (Map<TopicPartition, Long> offsets :
          List.of(
              Map.of(ARCHIVED, 7L),
              Collections.<TopicPartition, Long>singletonMap(ARCHIVED, null))) {
        assertThatThrownBy(() -> connector.alterOffsets(config, offsets))
            .isInstanceOf(ConnectException.class)
            .hasMessage(
                "The offset of orders-0 is decided by its archive under s3://archive-bucket/raw, which continues at"
                    + " 100. To archive from another offset, give the connector a new `s3.prefix` first");
      }
    }
  }
}
