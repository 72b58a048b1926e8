package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyStoreTest {

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void goesFromGoodToBadToGood() throws Exception {
    var policies = new LocalPolicies(folder).write();
    var store = new PolicyStore(policies.file, clock::nanoTime);
    assertThat(connects(store)).isTrue();

    policies.writeText("{\"clusterArn\":");
    assertThat(connects(store)).as("looked at too early").isTrue();
    clock.move(PolicyStore.INTERVAL);

    assertThat(connects(store)).isFalse();
    assertThat(store.current().policies().keys()).isEmpty();
    assertThat(store.current().refusal()).contains("must be JSON");

    Files.delete(policies.file);
    clock.move(PolicyStore.INTERVAL);
    assertThat(connects(store)).isFalse();
    assertThat(store.current().refusal()).isEqualTo("the file does not exist");

    policies.write();
    clock.move(PolicyStore.INTERVAL);

    assertThat(connects(store)).isTrue();
    assertThat(store.current().refusal()).isNull();
    assertThat(store.current().policies().generation()).isEqualTo(2);
    assertThat(store.current().serial()).isEqualTo(4);
    assertThat(log.lines()).hasSize(3);
    assertThat(log.lines().get(0)).startsWith("ERROR policies: everything is denied until");
    assertThat(log.lines().get(2)).isEqualTo("INFO policies: generation 2 is in force");
  }

  @Test
  void seesAChangeThatLeavesTimeAndSizeAsTheyWere() throws Exception {
    var policies = new LocalPolicies(folder).write();
    var time = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(policies.file, time);
    var store = new PolicyStore(policies.file, clock::nanoTime);

    policies.writeText(policies.text().replace("cluster/main/uuid-1\"}", "cluster/main/uuid-2\"}"));
    Files.setLastModifiedTime(policies.file, time);
    clock.move(PolicyStore.INTERVAL);

    assertThat(connects(store)).isFalse();
  }

  @Test
  void aBadFileIsReadAgainOnlyWhenItChanges() {
    var policies = new LocalPolicies(folder).write();
    var store = new PolicyStore(policies.file, clock::nanoTime);
    policies.writeText("x");
    for (int look = 0; look < 3; look++) {
      clock.move(PolicyStore.INTERVAL);
      store.current();
    }

    assertThat(store.current().serial()).isEqualTo(2);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void doesNotBeginWithoutAFile() {
    assertThatThrownBy(() -> new PolicyStore(folder.resolve("none"), clock::nanoTime))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the file does not exist");
  }

  /** What replaces what in a good file, and the rule that the error names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"generation\": 1, | | member `generation`",
        "\"generation\": 1 | \"generation\": \"1\" | generation must be an int",
        "\"generation\": 1 | \"generation\": 1.5 | generation must be an int",
        "\"generation\": 1 | \"generation\": 1, \"more\": 2 | unknown members",
        "\"generation\": 1 | \"generation\": 1, \"generation\": 2 | duplicate members",
        "\"role\": \"reader\"} | \"role\": \"nobody\"} | keys.AKIAREADER.role must be one of roles",
        "\"role\": \"reader\"} | \"role\": \"reader\", \"x\": 1} | unknown members",
        ", \"role\": \"reader\" | | member `role`",
        "\"AKIAREADER\" | \"AKIA/READER\" | each name in keys",
        "\"readers-secret\" | \"\" | secretAccessKey must be a string",
        "\"writers+token/=\" | null | sessionToken must be a string",
        "\"reader\": [ | \"ANONYMOUS\": [], \"reader\": [ | each name in roles",
        "\"reader\": [ | \"a:b\": [], \"reader\": [ | each name in roles",
        "\"reader\": [ | \"reader\": [1, | roles.reader[0] must be an object",
        ":cluster/main/uuid-1\", \"gen | :topic/main/uuid-1\", \"gen | clusterArn must be",
        ":cluster/main/uuid-1\", \"gen | :cluster/main/*\", \"gen | clusterArn must be",
        "}} | }} {} | must be JSON",
      })
  void refusesWhatItDoesNotWhollyUnderstand(String good, String bad, String rule) {
    var text = new LocalPolicies(folder).text().stripTrailing();
    var changed = text.replace(good, bad == null ? "" : bad);
    assertThat(changed).isNotEqualTo(text);

    assertThatThrownBy(() -> parse(changed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule.replace('\'', '`'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{\"secretAccessKey\": s3cret}"})
  void refusesOtherJson(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .startsWith("the file must be")
        .doesNotContain("s3cret");
  }

  private static Policies parse(String text) {
    return PolicyFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean connects(PolicyStore store) {
    return store
        .current()
        .policies()
        .of("reader")
        .decide("kafka-cluster:Connect", LocalPolicies.CLUSTER)
        .allowed();
  }
}
