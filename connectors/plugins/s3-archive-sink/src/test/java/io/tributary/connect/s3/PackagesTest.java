package io.tributary.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages know each other one way only. */
final class PackagesTest {
  private static final Path ROOT = Path.of("src/main/java/io/tributary/connect/s3");
  private static final Pattern IMPORT =
      Pattern.compile(
          "^import io\\.tributary\\.connect\\.s3\\.?([a-z]*)\\.[A-Z]", Pattern.MULTILINE);

  /** What each may know of the others; the connector's own package may know all. */
  private static final Map<String, List<String>> KNOWS =
      Map.of(
          "config", List.of(),
          "format", List.of("config"),
          "parquet", List.of("config", "format"),
          "store", List.of("config", "format"));

  @ParameterizedTest
  @ValueSource(strings = {"config", "format", "parquet", "store"})
  void knowsNoOther(String name) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      assertThat(files.flatMap(PackagesTest::imported).distinct()).isSubsetOf(KNOWS.get(name));
    }
  }

  private static Stream<String> imported(Path file) {
    try {
      List<MatchResult> found = IMPORT.matcher(Files.readString(file)).results().toList();
      return found.stream().map(match -> match.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
