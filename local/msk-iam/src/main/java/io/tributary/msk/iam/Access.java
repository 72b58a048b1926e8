package io.tributary.msk.iam;

import io.tributary.msk.iam.policy.Decision;
import io.tributary.msk.iam.policy.Decision.Outcome;
import io.tributary.msk.iam.policy.Policy;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the policies, logs denials and records uses: one for all listeners and authorizers of
 * a JVM that name the same policy file.
 */
final class Access implements Closeable {

  /** One line per role, action, resource and reason within it. */
  static final Duration LOG_WINDOW = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Access.class);

  private final PolicyStore store;
  private final UsageRecord usage;
  private final LogLimit denials;
  private final LogLimit refusals;

  Access(PolicyStore store, UsageRecord usage, LongSupplier nanoTime) {
    this.store = store;
    this.usage = usage;
    this.denials = new LogLimit(LOG_WINDOW, nanoTime, log::warn);
    this.refusals = new LogLimit(LOG_WINDOW, nanoTime, log::warn);
  }

  PolicyStore.Snapshot snapshot() {
    return store.current();
  }

  UsageRecord usage() {
    return usage;
  }

  /**
   * @param snapshot the policies that decide
   * @param question who wants to do what
   * @param whenAllowed true if an allow counts as use, false if it only describes rights
   * @param whenDenied true if a deny fails a request, false if it only shortens an answer
   * @return true if the role may; what counts is recorded by then
   */
  boolean allows(
      PolicyStore.Snapshot snapshot, Question question, boolean whenAllowed, boolean whenDenied) {
    var policy = question.hasAction() ? snapshot.policies().of(question.role()) : Policy.NONE;
    var decision = policy.decide(question.action(), question.resource());
    if (decision.allowed()) {
      if (whenAllowed) {
        usage.record(snapshot, question, "allow", decision);
      }
      return true;
    }
    if (!whenDenied) {
      usage.record(snapshot, question, "filtered", decision);
      return false;
    }
    var explicit = decision.outcome() == Outcome.EXPLICIT_DENY;
    usage.record(snapshot, question, explicit ? "explicitDeny" : "implicitDeny", decision);
    logDenial(snapshot, question, decision);
    return false;
  }

  /**
   * Logs why a client was not let in.
   *
   * @param requestId what the client was told
   * @param refusal whom and why
   */
  void logRefusal(String requestId, Refusal refusal) {
    refusals.log(
        refusal.who() + refusal.getMessage(),
        printable(
            String.format(
                "refused: %s: %s, request %s", refusal.who(), refusal.getMessage(), requestId)));
  }

  /** Tells the counts of suppressed lines. The files stay open: others may share them. */
  void tellCounts() {
    denials.close();
    refusals.close();
  }

  @Override
  public void close() throws IOException {
    tellCounts();
    usage.close();
  }

  private void logDenial(PolicyStore.Snapshot snapshot, Question question, Decision decision) {
    var line =
        String.format(
            "denied: role %s, action %s, resource %s (%s)",
            question.role(),
            question.action(),
            question.resource(),
            reason(snapshot, question, decision));
    // The whole line is the key: when the reason changes, the new one is not held back.
    denials.log(line, printable(line));
  }

  private static String reason(
      PolicyStore.Snapshot snapshot, Question question, Decision decision) {
    if (decision.outcome() == Outcome.EXPLICIT_DENY) {
      return "explicit deny by statement " + decision.denyingStatement();
    }
    if (!question.hasAction()) {
      return "implicit deny, as IAM has no action for it";
    }
    return snapshot.refusal() == null
        ? "implicit deny"
        : "implicit deny, as the policy file can't be used";
  }

  /** Names of groups and transactional ids are free text; none may begin a line of its own. */
  private static String printable(String line) {
    return line.replaceAll("\\p{C}", "?");
  }
}
