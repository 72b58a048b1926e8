package io.tributary.msk.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A policy file, its usage record and an {@link Access} over both, in a test's folder. */
final class LocalPolicies {

  static final String CLUSTER = "arn:aws:kafka:us-east-1:111111111111:cluster/main/uuid-1";
  static final String TOPICS = "arn:aws:kafka:us-east-1:111111111111:topic/main/uuid-1/";
  static final String CONNECT = allow("kafka-cluster:Connect", CLUSTER);
  static final AccessKey WRITER = new AccessKey("writers-secret", "writers+token/=", "writer");
  static final AccessKey READER = new AccessKey("readers-secret", null, "reader");

  final Path file;
  final Path usage;
  private final Map<String, String> roles = new TreeMap<>();
  private int generation;

  LocalPolicies(Path folder) {
    file = folder.resolve("policies.json");
    usage = folder.resolve("usage.jsonl");
    role("writer", CONNECT);
    role("reader", CONNECT);
  }

  static String allow(String action, String resource) {
    return statement("Allow", action, resource);
  }

  static String statement(String effect, String action, String resource) {
    return String.format(
        "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}", effect, action, resource);
  }

  LocalPolicies role(String name, String... statements) {
    roles.put(name, "\"" + name + "\": [" + String.join(",", statements) + "]");
    return this;
  }

  LocalPolicies write() {
    return writeText(text());
  }

  String text() {
    generation++;
    return String.format(
        """
        {"clusterArn": "%s", "generation": %d,
         "keys": {"ASIAWRITER": {"secretAccessKey": "%s", "sessionToken": "%s", "role": "writer"},
                  "AKIAREADER": {"secretAccessKey": "%s", "role": "reader"}},
         "roles": {%s}}
        """,
        CLUSTER,
        generation,
        WRITER.secretAccessKey(),
        WRITER.sessionToken(),
        READER.secretAccessKey(),
        String.join(",\n", roles.values()));
  }

  LocalPolicies writeText(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  Access open(ManualClock clock) {
    return open(clock, Settings.MOST_USES);
  }

  Access open(ManualClock clock, int mostUses) {
    try {
      return new Access(
          new PolicyStore(file, clock::nanoTime),
          new UsageRecord(usage, mostUses),
          clock::nanoTime);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Map<String, String> configs() {
    return Map.of(
        Settings.POLICIES, file.toString(),
        Settings.USAGE, usage.toString(),
        Settings.EXEMPT_LISTENERS, "CONTROLLER, internal");
  }

  List<JsonNode> uses() {
    try (var lines = Files.lines(usage)) {
      return lines.map(LocalPolicies::json).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Each use as {@code role action resource decision}, prefixes left out. */
  List<String> shortUses() {
    return uses().stream()
        .map(
            use ->
                String.join(
                    " ",
                    use.path("role").asText(),
                    use.path("action").asText().replace("kafka-cluster:", ""),
                    use.path("resource").asText().replaceAll("^arn.*uuid-1/?", ""),
                    use.path("decision").asText()))
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
