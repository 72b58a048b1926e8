package io.tributary.msk.iam.policy;

import io.tributary.msk.iam.policy.Decision.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * All identity policies of one role as one list of statements. Pure: it knows neither Kafka nor
 * files. Boundaries, service control policies and resource policies do not exist here.
 */
public final class Policy {

  /** A role that may do nothing. */
  public static final Policy NONE = new Policy(List.of());

  private final List<Statement> statements;

  Policy(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * @param action for example {@code kafka-cluster:ReadData}; case does not matter
   * @param resource an ARN; case matters
   * @return the decision: explicit deny before allow, implicit deny where nothing holds
   */
  public Decision decide(String action, String resource) {
    var allows = new ArrayList<Match>();
    var denies = new ArrayList<Match>();
    String denying = null;
    for (var statement : statements) {
      var matches = statement.matches(action, resource);
      (statement.deny() ? denies : allows).addAll(matches);
      if (statement.deny() && denying == null && !matches.isEmpty()) {
        denying = statement.name();
      }
    }
    if (!denies.isEmpty()) {
      return new Decision(Outcome.EXPLICIT_DENY, denies, denying);
    }
    return allows.isEmpty() ? Decision.IMPLICIT_DENY : new Decision(Outcome.ALLOW, allows, null);
  }
}
