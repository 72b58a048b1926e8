package io.tributary.connect.dynamodb;

import java.util.Optional;

/**
 * What is configured for one topic.
 *
 * @param table where its rows go
 */
record TopicSettings(
    String table,
    KeyField hash,
    Optional<KeyField> sort,
    TruncatePolicy truncate,
    UnknownServer unknownServer,
    Epochs epochs) {

  /** What a truncated source table means. */
  enum TruncatePolicy {
    FAIL,
    IGNORE
  }

  /** What a server means that a topic was not told by before. */
  enum UnknownServer {
    FAIL,
    FOLLOW
  }
}
