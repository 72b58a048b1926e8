package io.tributary.connect.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** What every connector's keys must fulfil, extended by a test of each connector. */
public abstract class ConfigContract {
  private static final String SECTION = "## Configuration";
  private static final Pattern OPTION =
      Pattern.compile("^\\| `([a-z0-9.]+)` \\| `?([^|`]+)`? \\| .+ \\|$", Pattern.MULTILINE);

  protected abstract ConfigDef definition();

  @Test
  void everyKeyIsDocumentedAndHasItsPlaceInAForm() {
    assertThat(definition().configKeys().values())
        .allSatisfy(
            (ConfigDef.ConfigKey key) -> {
              assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
              assertThat(key.group).as(key.name).isNotBlank();
              assertThat(key.orderInGroup).as(key.name).isNotNegative();
              assertThat(key.validator).as(key.name).isNotNull();
            });
  }

  @Test
  void theReadmeTellsEveryKeyWithItsDefaultInTheOrderOfTheForm() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains(SECTION);
    String section = readme.substring(readme.indexOf(SECTION));
    int next = section.indexOf("\n## ", 1);
    Matcher option = OPTION.matcher(next < 0 ? section : section.substring(0, next));
    Map<String, String> told = new LinkedHashMap<>();
    while (option.find()) {
      told.put(option.group(1), option.group(2));
    }
    Map<String, String> defined = new LinkedHashMap<>();
    definition().configKeys().forEach((name, key) -> defined.put(name, fallback(key)));
    assertThat(told).containsExactlyEntriesOf(defined);
  }

  private static String fallback(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    return "".equals(key.defaultValue) ? "empty" : key.defaultValue.toString();
  }
}
