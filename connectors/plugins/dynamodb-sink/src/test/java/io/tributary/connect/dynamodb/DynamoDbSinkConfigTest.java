package io.tributary.connect.dynamodb;

import static io.tributary.connect.dynamodb.SinkUnderTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.dynamodb.TopicSettings.TruncatePolicy;
import io.tributary.connect.dynamodb.TopicSettings.UnknownServer;
import io.tributary.connect.sink.Backoff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DynamoDbSinkConfigTest {

  @Test
  void hasDefaultsForAllButRegionAndKey() {
    DynamoDbSinkConfig config =
        new DynamoDbSinkConfig(
            Map.of("dynamodb.region", "us-east-1", "dynamodb.key.hash", "value.orderid"));

    assertThat(config.endpoint()).isEmpty();
    assertThat(config.enveloped()).isFalse();
    assertThat(config.leavesTombstones()).isTrue();
    assertThat(config.tombstoneRetentionMillis()).isEqualTo(7 * 24 * 3_600_000L);
    assertThat(config.attributes()).isEqualTo(new Attributes(true));
    assertThat(config.failsOnStaleSnapshots()).isTrue();
    assertThat(config.maxInFlight()).isEqualTo(64);
    assertThat(config.requestTimeoutMillis()).isEqualTo(30_000);
    assertThat(config.backoff()).isEqualTo(new Backoff(200, 10_000, 180_000));
    assertThat(config.metricsIntervalMillis()).isEqualTo(60_000);
    assertThat(config.topic("orders"))
        .isEqualTo(
            new TopicSettings(
                "kafka_orders",
                new KeyField(false, "orderid"),
                Optional.empty(),
                TruncatePolicy.FAIL,
                UnknownServer.FAIL,
                Epochs.NONE));
  }

  @Test
  void aTopicMayHaveSettingsOfItsOwn() {
    String topic = "salesdb.salesdb.SALES_ORDER";
    DynamoDbSinkConfig config =
        new DynamoDbSinkConfig(
            config(
                "topics",
                topic + ", orders",
                "dynamodb.key.sort",
                "value.at",
                "topic." + topic + ".hash",
                "key.ORDER_ID",
                "topic." + topic + ".table",
                "sales",
                "topic." + topic + ".truncate",
                "ignore",
                "topic." + topic + ".unknown.server",
                "follow",
                "topic." + topic + ".epochs",
                "[{\"0\":1234},{\"0\":2000,\"1\":7}]"));

    TopicSettings settings = config.topic(topic);
    assertThat(settings.table()).isEqualTo("sales");
    assertThat(settings.hash()).isEqualTo(new KeyField(true, "ORDER_ID"));
    assertThat(settings.sort()).isEmpty();
    assertThat(settings.truncate()).isEqualTo(TruncatePolicy.IGNORE);
    assertThat(settings.unknownServer()).isEqualTo(UnknownServer.FOLLOW);
    assertThat(settings.epochs().begins())
        .isEqualTo(List.of(Map.of(0, 1234L), Map.of(0, 2000L, 1, 7L)));
    assertThat(config.topic("orders").sort()).contains(new KeyField(false, "at"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamodb.region | Virginia | must be a region such as us-east-1",
        "dynamodb.endpoint | localhost | must be empty or a URL such as https://host:port",
        "dynamodb.table.name.format | kafka ${topic} | must be letters, digits, dots, _ or -, with ${topic} for the topic",
        "dynamodb.key.hash | id | must be value.<field> or key.<field>",
        "dynamodb.key.sort | value. | must be value.<field> or key.<field>",
        "envelope | avro | must be one of none, debezium",
        "deletes | soft | must be one of tombstone, delete",
        "tombstone.retention.ms | 999 | must be at least 1000",
        "truncate | apply | must be one of fail, ignore",
        "unknown.server | stop | must be one of fail, follow",
        "stale.snapshots | stop | must be one of fail, ignore",
        "null.values | skip | must be one of write, omit",
        "max.in.flight | 0 | must be at least 1",
        "dynamodb.request.timeout.ms | 99 | must be at least 100",
        "retry.backoff.ms | 21 | must not exceed `retry.max.backoff.ms` (20)",
        "topic.a.b.hash | id | must be value.<field> or key.<field>",
        "topic.a.b.table | x | must be 3 to 255 letters, digits, dots, _ or -",
        "topic.a.b.truncate | apply | must be one of fail, ignore",
        "topic.a.b.epochs | {} | must be an array of first offsets by partition such as [{\"0\":1234}]",
        "topic.a.b.epochs | [{\"0\":5},{\"0\":4}] | must not fall within a partition",
        "topic.a.b.epochs | [{\"0\":-1}] | must not fall within a partition",
        "topic.a.c.epochs | [] | must be of a topic that the connector reads, which are a.b, orders",
        "topic.hash | value.id | must be of a topic that the connector reads, which are a.b, orders",
        "topic.a.b.keys | x | must be topic.<topic>. and one of hash, sort, table, truncate, unknown.server, epochs",
      })
  void failsWith(String key, String value, String rule) {
    assertThatThrownBy(() -> new DynamoDbSinkConfig(config("topics", "orders,a.b", key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("`" + key + "` " + rule + ", got: " + value);
  }

  @Test
  void failsWithoutAKeyOfSomeTopic() {
    Map<String, String> config = config("topic.orders.hash", "value.id", "topics", "orders,items");
    config.remove("dynamodb.key.hash");
    assertThatThrownBy(() -> new DynamoDbSinkConfig(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "`dynamodb.key.hash` must be set where a topic has no `topic.<topic>.hash` of its own,"
                + " got none for: items");
  }

  @Test
  void aPatternOfTopicsTellsWhichMayHaveSettingsToo() {
    Map<String, String> config =
        config("topics.regex", "sales\\..*", "topic.sales.a.hash", "key.a");
    config.remove("topics");
    assertThat(new DynamoDbSinkConfig(config).topic("sales.a").hash())
        .isEqualTo(new KeyField(true, "a"));
    config.put("topic.sale.a.hash", "key.a");
    assertThatThrownBy(() -> new DynamoDbSinkConfig(config))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "`topic.sale.a.hash` must be of a topic that the connector reads, which are sales\\..*, got: key.a");
  }

  @ParameterizedTest
  @CsvSource({"topic.items.table, kafka_orders", "dynamodb.table.name.format, kafka_orders"})
  void failsWhereTwoTopicsShareATable(String key, String value) {
    assertThatThrownBy(() -> new DynamoDbSinkConfig(config("topics", "orders,items", key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The tables of topics must differ, since their positions cannot be compared, got kafka_orders"
                + " for orders and items");
  }

  @Test
  void validationReportsATopicsSettingsAtTheirKeys() {
    List<ConfigValue> values =
        new DynamoDbSinkConnector()
            .validate(config("topic.orders.truncate", "apply", "topic.ordres.table", "orders"))
            .configValues();

    assertThat(values)
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name)
        .containsExactlyInAnyOrder("topic.orders.truncate", "topic.ordres.table");
  }

  @Test
  void failsWhereATableWouldHaveNoName() {
    assertThatThrownBy(
            () ->
                new DynamoDbSinkConfig(
                    config("dynamodb.table.name.format", "${topic}", "topics", "ab")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The table of topic ab must be 3 to 255 letters, digits, dots, _ or -, got: ab");
  }

  @Test
  void validationReportsEveryRuleAtItsKey() {
    List<ConfigValue> values =
        new DynamoDbSinkConnector()
            .validate(config("envelope", "avro", "retry.backoff.ms", "21"))
            .configValues();

    assertThat(values)
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::name)
        .containsExactlyInAnyOrder("envelope", "retry.backoff.ms");
  }
}
