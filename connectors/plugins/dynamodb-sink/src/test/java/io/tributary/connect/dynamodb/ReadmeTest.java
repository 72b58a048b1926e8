package io.tributary.connect.dynamodb;

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

final class ReadmeTest {
  private static final Pattern OPTION =
      Pattern.compile("^\\| `([a-z.]+)` \\| (?:`([^`]+)`|(\\w+)) \\| .+ \\|$", Pattern.MULTILINE);

  @Test
  void tellsEveryKeyWithItsDefaultInTheOrderOfTheForm() throws IOException {
    Map<String, String> told = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(Files.readString(Path.of("README.md")));
    while (option.find()) {
      told.put(option.group(1), option.group(2) == null ? option.group(3) : option.group(2));
    }
    Map<String, String> defined = new LinkedHashMap<>();
    for (ConfigDef.ConfigKey key : DynamoDbSinkConfig.definition().configKeys().values()) {
      defined.put(key.name, key.hasDefault() ? text(key.defaultValue) : "required");
    }
    assertThat(told).containsExactlyEntriesOf(defined);
  }

  private static String text(Object fallback) {
    return "".equals(fallback) ? "empty" : fallback.toString();
  }
}
