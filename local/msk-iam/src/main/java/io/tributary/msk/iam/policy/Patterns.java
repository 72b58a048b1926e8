package io.tributary.msk.iam.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One element of a statement: {@code Action}, {@code NotAction}, {@code Resource} or {@code
 * NotResource}.
 *
 * @param element its name
 * @param negated true for the two that begin with {@code Not}
 * @param patterns what it lists, at least one
 */
record Patterns(String element, boolean negated, List<Wildcard> patterns) {

  Patterns {
    patterns = List.copyOf(patterns);
  }

  /**
   * @return the patterns, as written, by which the element takes in the value; none if it does not.
   *     A negated element has no such pattern: it is named whole, as {@code NotAction a, b}
   */
  List<String> matching(String value) {
    var matching =
        patterns.stream()
            .filter(pattern -> pattern.matches(value))
            .map(Wildcard::text)
            .collect(Collectors.toList());
    if (!negated) {
      return matching;
    }
    return matching.isEmpty() ? List.of(asWritten()) : List.of();
  }

  private String asWritten() {
    return patterns.stream()
        .map(Wildcard::text)
        .collect(Collectors.joining(", ", element + " ", ""));
  }
}
