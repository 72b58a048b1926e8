package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.transforms.Filter;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic of which a transform leaves nothing, on a real worker. */
@ExtendWith(LocalConnect.class)
final class FilteredTopicTest {
  private static final String TOPIC = "filtered";

  private final FakeS3 s3 = new FakeS3();
  private final EmbeddedConnectCluster cluster = LocalConnect.cluster();

  @AfterEach
  void stop() {
    cluster.deleteConnector(TOPIC);
    s3.close();
  }

  @Test
  void isCommittedThoughTheSinkSeesNothing() {
    cluster.kafka().createTopic(TOPIC, 1);
    s3.servesDefaultClients();
    Map<String, String> connector = Connectors.archive(TOPIC, new Random(1));
    connector.put("transforms", "none");
    connector.put("transforms.none.type", Filter.class.getName());
    cluster.configureConnector(TOPIC, connector);
    for (int id = 0; id < 5; id++) {
      cluster.kafka().produce(TOPIC, 0, null, "{\"id\":" + id + "}");
    }

    Patience.await(() -> committed() == 5);

    assertThat(committed()).isEqualTo(5);
    assertThat(s3.objects()).isEmpty();
  }

  private long committed() {
    try (Admin admin = cluster.kafka().createAdminClient()) {
      OffsetAndMetadata offset =
          admin
              .listConsumerGroupOffsets("connect-" + TOPIC)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(TOPIC, 0));
      return offset == null ? 0 : offset.offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
