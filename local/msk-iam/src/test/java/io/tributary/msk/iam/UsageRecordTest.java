package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageRecordTest {

  private static final String WRITE = "kafka-cluster:WriteData";

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void writesALineWithAllThatMatched() throws Exception {
    var policies =
        new LocalPolicies(folder)
            .role(
                "writer",
                LocalPolicies.CONNECT,
                LocalPolicies.allow("kafka-cluster:Write*", LocalPolicies.TOPICS + "*"),
                LocalPolicies.allow("kafka-cluster:*", "*"))
            .write();
    try (var access = policies.open(clock)) {
      ask(access, "a");
      ask(access, "a");
    }

    assertThat(Files.readString(policies.usage))
        .isEqualTo(
            "{\"role\":\"writer\",\"action\":\"kafka-cluster:WriteData\",\"resource\":\""
                + LocalPolicies.TOPICS
                + "a\",\"decision\":\"allow\",\"matches\":["
                + "{\"statement\":1,\"action\":\"kafka-cluster:Write*\",\"resource\":\""
                + LocalPolicies.TOPICS
                + "*\"},{\"statement\":2,\"action\":\"kafka-cluster:*\",\"resource\":\"*\"}],"
                + "\"generation\":1}\n");
  }

  @Test
  void writesALineForEachStateOfThePolicies() throws Exception {
    var policies = new LocalPolicies(folder).write();
    try (var access = policies.open(clock)) {
      ask(access, "a");
      policies.role("writer", LocalPolicies.allow(WRITE, LocalPolicies.TOPICS + "a")).write();
      clock.move(PolicyStore.INTERVAL);
      ask(access, "a");
      policies.writeText("broken");
      clock.move(PolicyStore.INTERVAL);
      ask(access, "a");
      ask(access, "a");
    }

    assertThat(policies.uses())
        .extracting(use -> use.get("decision").asText() + use.get("generation"))
        .containsExactly("implicitDeny1", "allow2", "implicitDeny2");
    assertThat(log.lines()).anyMatch(line -> line.contains("as the policy file can't be used"));
  }

  @Test
  void appendsToWhatIsThere() throws Exception {
    var policies = new LocalPolicies(folder).write();
    for (int start = 0; start < 2; start++) {
      try (var access = policies.open(clock)) {
        ask(access, "a");
      }
    }

    assertThat(policies.uses()).hasSize(2);
  }

  @Test
  void stopsLoudlyWhenThereIsTooMuch() throws Exception {
    var policies = new LocalPolicies(folder).write();
    try (var access = policies.open(clock, 3)) {
      IntStream.range(0, 10).forEach(topic -> ask(access, "t" + topic));
    }

    assertThat(policies.uses()).hasSize(4);
    assertThat(policies.uses().get(3).toString())
        .isEqualTo("{\"incomplete\":\"more than 3 different uses\"}");
    assertThat(log.lines().stream().filter(line -> line.startsWith("ERROR usage: "))).hasSize(1);
  }

  @Test
  void anotherStateOfThePoliciesBeginsTheCountAgain() throws Exception {
    var policies = new LocalPolicies(folder).write();
    try (var access = policies.open(clock, 3)) {
      for (int state = 0; state < 3; state++) {
        IntStream.range(0, 3).forEach(topic -> ask(access, "t" + topic));
        policies.write();
        clock.move(PolicyStore.INTERVAL);
      }
    }

    assertThat(policies.uses()).hasSize(9).noneMatch(use -> use.has("incomplete"));
  }

  /** Many threads, policies that change under them: every answer has its line, no line is torn. */
  @Test
  void everyAnswerHasItsLineAtOnce() throws Exception {
    var policies = new LocalPolicies(folder).write();
    var threads = Executors.newFixedThreadPool(8);
    try (var access = policies.open(clock)) {
      var begin = new CountDownLatch(1);
      var futures =
          IntStream.range(0, 8)
              .mapToObj(thread -> threads.submit(asker(access, policies, begin)))
              .toList();
      begin.countDown();
      for (int change = 0; change < 5; change++) {
        policies.write();
        clock.move(PolicyStore.INTERVAL);
      }
      for (Future<Void> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(policies.shortUses()).contains("writer WriteData t199 implicitDeny");
  }

  private static Callable<Void> asker(Access access, LocalPolicies policies, CountDownLatch begin) {
    return () -> {
      begin.await();
      for (int topic = 0; topic < 200; topic++) {
        ask(access, "t" + topic);
        if (topic % 20 == 0) {
          assertThat(Files.readString(policies.usage)).contains("/t" + topic + "\"");
        }
      }
      return null;
    };
  }

  private static boolean ask(Access access, String topic) {
    return access.allows(
        access.snapshot(), new Question("writer", WRITE, LocalPolicies.TOPICS + topic), true, true);
  }
}
