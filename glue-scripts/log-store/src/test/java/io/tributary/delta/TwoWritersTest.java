package io.tributary.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes that write one log at once, with the jar that jobs get. */
final class TwoWritersTest {
  private static final int COMMITS = 50;

  private FakeS3 s3;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    s3 = new FakeS3();
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    s3.close();
  }

  /** Without it, the tests below would prove nothing. */
  @Test
  void deltasOwnStoreLosesCommits() throws IOException {
    TreeMap<String, String> told = write(S3SingleDriverLogStore.class.getName(), "s3", "s3");

    assertThat(told).hasSize(2 * COMMITS);
    assertThat(lost(told)).isNotEmpty();
  }

  @Test
  void noneIsLostAndNoneIsWrittenTwiceWhateverTheSchemes() throws IOException {
    requireEachOnce(write("io.tributary.delta.ConditionalPutLogStore", "s3", "s3a"));
  }

  @Test
  void noneIsWrittenTwiceWhereAnswersAreLost() throws IOException {
    s3.dropEvery(3);

    requireEachOnce(write("io.tributary.delta.ConditionalPutLogStore", "s3", "s3"));
  }

  private void requireEachOnce(TreeMap<String, String> told) {
    assertThat(told).hasSize(2 * COMMITS);
    assertThat(lost(told)).isEmpty();
    // As many objects as commits: none is there twice, and no version was left out.
    assertThat(s3.keys()).hasSize(2 * COMMITS).first().isEqualTo(Settings.key(0));
    assertThat(s3.keys()).last().isEqualTo(Settings.key(2 * COMMITS - 1));
  }

  /** Commits whose version holds something else. */
  private List<String> lost(TreeMap<String, String> told) {
    return told.keySet().stream()
        .filter(commit -> !(commit + "\n").equals(s3.text(told.get(commit))))
        .toList();
  }

  /**
   * @return key of every commit that a writer was told to have written
   */
  private TreeMap<String, String> write(String store, String scheme, String otherScheme)
      throws IOException {
    List<BufferedReader> outputs =
        List.of(start(store, scheme, "one"), start(store, otherScheme, "other"));
    for (BufferedReader output : outputs) {
      assertThat(output.readLine()).isEqualTo("ready");
    }
    for (Process process : processes) {
      process.getOutputStream().close();
    }
    TreeMap<String, String> told = new TreeMap<>();
    for (BufferedReader output : outputs) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String[] parts = line.split(" ");
        told.put(parts[1], Settings.key(Long.parseLong(parts[0])));
      }
    }
    return told;
  }

  private BufferedReader start(String store, String scheme, String name) throws IOException {
    String libraries =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("archive") + File.pathSeparator + libraries,
            Writer.class.getName(),
            store,
            scheme,
            s3.endpoint(),
            name,
            String.valueOf(COMMITS));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    processes.add(process);
    return process.inputReader(StandardCharsets.UTF_8);
  }
}
