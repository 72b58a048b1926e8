package io.tributary.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigKeysTest {
  private final ConfigDef keys = SinkKeys.addTo(new ConfigKeys(), "S3").definition();
  private final CrossRules rules =
      SinkKeys.rules()
          .atMost("low", "high", values -> "yes".equals(values.get("limited")))
          .atMost("high", "highest");

  @Test
  void sharedKeysHaveTheirPlaceInAForm() {
    assertThat(keys.configKeys().get("retry.timeout.ms"))
        .returns("Retry", key -> key.group)
        .returns(2, key -> key.orderInGroup);
    assertThat(keys.configKeys().get("metrics.interval.ms"))
        .returns("Monitoring", key -> key.group)
        .returns(0, key -> key.orderInGroup);
  }

  @Test
  void theFirstBrokenRuleIsThrown() {
    assertThatThrownBy(() -> rules.check(Map.of("low", 5L, "high", 4L, "limited", "yes")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("`low` must not exceed `high` (4), got: 5");
    rules.check(Map.of("low", 5L, "high", 4L, "limited", "no"));
    rules.check(Map.of("low", "unparsed", "high", 4L));
  }

  @Test
  void everyBrokenRuleIsReportedAtItsKey() {
    Config config =
        new Config(
            List.of(
                value("low", 9L),
                value("high", 5L),
                value("highest", 1L),
                value("limited", "yes")));

    assertThat(rules.addTo(config).configValues())
        .extracting(ConfigValue::errorMessages)
        .containsExactly(
            List.of("`low` must not exceed `high` (5), got: 9"),
            List.of("`high` must not exceed `highest` (1), got: 5"),
            List.of(),
            List.of());
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:5000", "https://s3.example.com/", "''"})
  void endpointsAre(String endpoint) {
    AwsClients.ENDPOINT_RULE.ensureValid("s3.endpoint", endpoint);
  }

  @ParameterizedTest
  @CsvSource({"s3.example.com", "https://s3.example.com/bucket", "ftp://x"})
  void endpointsAreNot(String endpoint) {
    assertThatThrownBy(() -> AwsClients.ENDPOINT_RULE.ensureValid("s3.endpoint", endpoint))
        .hasMessage(
            "`s3.endpoint` must be empty or a URL such as https://host:port, got: " + endpoint);
  }

  @Test
  void aCallBudgetIsSpentOnceItsTimeIsOver() {
    TestClock clock = new TestClock();
    CallBudget budget = new CallBudget(clock, 100);
    clock.advance(99);
    budget.require();
    clock.advance(1);
    assertThatThrownBy(budget::require)
        .isInstanceOf(BudgetSpentException.class)
        .hasMessage("The call took its 100 ms (`call.budget.ms`) and goes on in the next");
    budget.restart();
    budget.require();
  }

  private static ConfigValue value(String name, Object value) {
    return new ConfigValue(name, value, List.of(), new java.util.ArrayList<>());
  }
}
