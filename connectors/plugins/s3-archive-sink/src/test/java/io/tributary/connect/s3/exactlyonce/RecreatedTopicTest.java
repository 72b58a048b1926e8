package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.apache.kafka.connect.runtime.rest.errors.ConnectRestException;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.apache.kafka.connect.util.clusters.EmbeddedKafkaCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic that is deleted and created again under a real worker. */
@ExtendWith(LocalConnect.class)
final class RecreatedTopicTest {
  private static final String TOPIC = "recreated";

  private final FakeS3 s3 = new FakeS3();
  private final EmbeddedConnectCluster cluster = LocalConnect.cluster();
  private final EmbeddedKafkaCluster kafka = cluster.kafka();

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void stopsTheTaskAndGoesOnUnderANewPrefix() {
    s3.servesDefaultClients();
    ArchiveOracle oracle = new ArchiveOracle(s3, TOPIC);
    kafka.createTopic(TOPIC, 1);
    produce(50);
    Map<String, String> connector = Connectors.archive(TOPIC, new Random(1));
    cluster.configureConnector(TOPIC, connector);
    Patience.await(() -> oracle.partition(0).recordCount() == 50);

    cluster.deleteConnector(TOPIC);
    kafka.deleteTopic(TOPIC);
    Patience.await(this::created);
    produce(7);
    cluster.configureConnector(TOPIC, connector);

    Patience.await(this::failed);
    assertThat(task().trace())
        .contains("Offset 0 of recreated-0 arrived, but the archive already is at 50.")
        .contains("give the connector a new `s3.prefix`");
    assertThat(oracle.partition(0).ids()).hasSize(50);

    connector.put("s3.prefix", "raw/v2");
    cluster.configureConnector(TOPIC, connector);
    ArchiveOracle second = new ArchiveOracle(s3, "v2/" + TOPIC);
    Patience.await(() -> s3.objects().keySet().stream().anyMatch(key -> key.startsWith("raw/v2/")));
    assertThat(second.partition(0).assertChained().ids())
        .isEqualTo(LongStream.range(0, 7).boxed().toList());
    cluster.deleteConnector(TOPIC);
  }

  /** False while the deletion is not complete. */
  private boolean created() {
    try {
      kafka.createTopic(TOPIC, 1);
      return true;
    } catch (RuntimeException e) {
      if (e.getCause() != null && e.getCause().getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  private boolean failed() {
    // Asked once: between two questions a task may be gone.
    TaskState task = task();
    return task != null && task.state().equals("FAILED");
  }

  /** Null while the workers know of none. */
  private TaskState task() {
    try {
      return cluster.connectorStatus(TOPIC).tasks().stream().findFirst().orElse(null);
    } catch (ConnectRestException e) {
      return null;
    }
  }

  private void produce(int records) {
    for (int id = 0; id < records; id++) {
      kafka.produce(TOPIC, 0, null, "{\"id\":" + id + "}");
    }
  }
}
