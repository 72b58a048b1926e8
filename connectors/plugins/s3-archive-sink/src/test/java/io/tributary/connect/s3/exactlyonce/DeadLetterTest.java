package io.tributary.connect.s3.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.s3.fake.FakeS3;
import io.tributary.connect.testkit.LocalConnect;
import io.tributary.connect.testkit.Patience;
import io.tributary.connect.testkit.Unwritable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bad records on a real worker: those its converter cannot read, and those the sink cannot write.
 */
@ExtendWith(LocalConnect.class)
final class DeadLetterTest {

  private final FakeS3 s3 = new FakeS3();
  private final EmbeddedConnectCluster cluster = LocalConnect.cluster();

  @AfterEach
  void stop() {
    s3.close();
  }

  @ParameterizedTest
  @EnumSource
  void badRecordsGoToTheDeadLetterTopicAndTheRestToTheArchive(Rows rows) {
    String topic = "poisoned-" + rows.name().toLowerCase(Locale.ROOT);
    String deadLetters = topic + "-dead-letters";
    cluster.kafka().createTopic(topic, 1);
    cluster.kafka().createTopic(deadLetters, 1);
    s3.servesDefaultClients();
    cluster.configureConnector(topic, connector(topic, deadLetters, rows));

    cluster.kafka().produce(topic, 0, null, "{\"id\":0}");
    cluster.kafka().produce(topic, 0, null, "{no json");
    cluster.kafka().produce(topic, 0, null, "{\"id\":2,\"unwritable\":true}");
    cluster.kafka().produce(topic, 0, null, "{\"id\":3}");
    Map<String, String> stages = new HashMap<>();
    cluster
        .kafka()
        .consume(2, 30_000, deadLetters)
        .forEach(letter -> stages.put(text(letter.value()), stage(letter)));
    ArchiveOracle oracle = new ArchiveOracle(s3, topic, rows);
    Patience.await(() -> oracle.partition(0).recordCount() == 2);

    assertThat(stages)
        .isEqualTo(
            Map.of(
                "{no json", "VALUE_CONVERTER",
                "{\"id\":2,\"unwritable\":true}", "TASK_PUT"));
    assertThat(oracle.partition(0).assertChained().ids()).containsExactly(0L, 3L);
    List<String> states = new ArrayList<>();
    ConnectorStateInfo status = cluster.connectorStatus(topic);
    states.add(status.connector().state());
    status.tasks().forEach(task -> states.add(task.state()));
    assertThat(states).containsExactly("RUNNING", "RUNNING");
    cluster.deleteConnector(topic);
  }

  private static Map<String, String> connector(String topic, String deadLetters, Rows rows) {
    Map<String, String> config = Connectors.archive(topic, new Random(1), rows);
    config.merge("transforms", "unwritable", (others, own) -> own + "," + others);
    config.put("transforms.unwritable.type", Unwritable.class.getName());
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", deadLetters);
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    return config;
  }

  private static String stage(ConsumerRecord<byte[], byte[]> letter) {
    return text(letter.headers().lastHeader("__connect.errors.stage").value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
