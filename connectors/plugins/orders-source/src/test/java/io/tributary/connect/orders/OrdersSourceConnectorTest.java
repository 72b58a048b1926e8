package io.tributary.connect.orders;

import static io.tributary.connect.orders.SimulatedSource.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrdersSourceConnectorTest {
  private final OrdersSourceConnector connector = new OrdersSourceConnector();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12})
  void tasksHaveEachLaneOnce(int tasks) {
    Set<Lane> lanes = new TreeSet<>((a, b) -> a.number() - b.number());
    int count = 0;
    for (int task = 0; task < tasks; task++) {
      List<Lane> own = Lane.of(task, tasks);
      lanes.addAll(own);
      count += own.size();
    }
    assertThat(lanes).hasSize(Lane.COUNT);
    assertThat(count).isEqualTo(Lane.COUNT);
  }

  @Test
  void hasNoMoreTasksThanLanes() {
    connector.start(config());
    assertThat(connector.taskConfigs(100)).hasSize(12);
    assertThat(connector.taskClass()).isEqualTo(OrdersSourceTask.class);
    assertThat(connector.exactlyOnceSupport(config())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic | a b | must be up to 249 letters, digits, dots, _ or - | a b",
        "rate.per.second | 0 | must be above 0 and at most 1000000 | 0.0",
        "rate.per.second | NaN | must be above 0 and at most 1000000 | NaN",
        "count | -2 | must be at least 0, or -1 for no end | -2",
        "start.time.ms | -1 | must be at least 0 | -1",
      })
  void failsWith(String key, String value, String rule, String got) {
    assertThatThrownBy(() -> connector.start(config(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("`" + key + "` " + rule + ", got: " + got);
  }

  @Test
  void failsWithoutATopic() {
    assertThatThrownBy(() -> connector.start(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Missing required configuration \"topic\" which has no default value.");
  }

  @Test
  void everyKeyIsDocumentedAndHasItsPlaceInAForm() {
    assertThat(connector.config().configKeys().values())
        .allSatisfy(
            (ConfigDef.ConfigKey key) -> {
              assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
              assertThat(key.group).as(key.name).isNotBlank();
              assertThat(key.validator).as(key.name).isNotNull();
            });
  }
}
