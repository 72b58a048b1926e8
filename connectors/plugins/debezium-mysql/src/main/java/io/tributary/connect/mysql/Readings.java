package io.tributary.connect.mysql;

import io.debezium.config.Configuration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Statements that an operator has understood, and what each of them is to be read as. */
record Readings(Map<String, String> byStatement) {
  private static final String PREFIX = "statements.";
  private static final String STATEMENT = "text";
  private static final String READ_AS = "read.as";

  /** Of `statements.&lt;n&gt;.text` and `statements.&lt;n&gt;.read.as`. */
  static Readings of(Configuration config) {
    Map<String, String> byStatement = new HashMap<>();
    for (int n = 0; config.hasKey(key(n, STATEMENT)); n++) {
      byStatement.put(
          spaced(config.getString(key(n, STATEMENT))), config.getString(key(n, READ_AS), ""));
    }
    return new Readings(byStatement);
  }

  /** A statement as it is to be read; empty when it is to be passed over. */
  String of(String statement) {
    return byStatement.getOrDefault(spaced(statement), statement);
  }

  /** What is to be read for it, where somebody says so. */
  Optional<String> given(String statement) {
    return Optional.ofNullable(byStatement.get(spaced(statement)));
  }

  /** A message shows a statement in one line, and is what it is copied from. */
  static String spaced(String statement) {
    return statement.strip().replaceAll("\\s+", " ");
  }

  private static String key(int n, String name) {
    return PREFIX + n + "." + name;
  }
}
