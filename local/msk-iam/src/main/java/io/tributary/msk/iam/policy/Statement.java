package io.tributary.msk.iam.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement of a role's identity policies.
 *
 * @param index its place in the role's list, from 0
 * @param sid its {@code Sid}, or null
 * @param deny true for {@code "Effect": "Deny"}
 * @param conditional true if it has a {@code Condition}, which nothing here can decide
 * @param actions its {@code Action} or {@code NotAction}
 * @param resources its {@code Resource} or {@code NotResource}
 */
record Statement(
    int index,
    String sid,
    boolean deny,
    boolean conditional,
    Patterns actions,
    Patterns resources) {

  /**
   * @return each pair of an action's and a resource's pattern by which the statement holds; none if
   *     it does not
   */
  List<Match> matches(String action, String resource) {
    // Fail closed: a condition is taken as never met where it would allow, as met where it denies.
    if (conditional && !deny) {
      return List.of();
    }
    var actionPatterns = actions.matching(action);
    if (actionPatterns.isEmpty()) {
      return List.of();
    }
    var matches = new ArrayList<Match>();
    var resourcePatterns = resources.matching(resource);
    for (var actionPattern : actionPatterns) {
      for (var resourcePattern : resourcePatterns) {
        matches.add(new Match(index, actionPattern, resourcePattern));
      }
    }
    return matches;
  }

  /** How a log line calls it: its {@code Sid}, else its index. */
  String name() {
    return sid == null || sid.isEmpty() ? Integer.toString(index) : sid;
  }
}
