package io.tributary.msk.iam.policy;

import java.util.List;

/**
 * What a role's statements say about one action on one resource.
 *
 * @param outcome the decision
 * @param matches for an allow, every pair of patterns of an Allow statement that held; for an
 *     explicit deny, those of the Deny statements; else none
 * @param denyingStatement {@code Sid}, else index, of the first Deny statement that held; null
 *     unless the deny is explicit
 */
public record Decision(Outcome outcome, List<Match> matches, String denyingStatement) {

  /** IAM's three outcomes. */
  public enum Outcome {
    /** At least one Allow held, and no Deny. */
    ALLOW,
    /** Nothing held. */
    IMPLICIT_DENY,
    /** A Deny held. */
    EXPLICIT_DENY
  }

  /** No statement held. */
  static final Decision IMPLICIT_DENY = new Decision(Outcome.IMPLICIT_DENY, List.of(), null);

  /** Copies the list. */
  public Decision {
    matches = List.copyOf(matches);
  }

  /**
   * @return true if the action may be done
   */
  public boolean allowed() {
    return outcome == Outcome.ALLOW;
  }
}
