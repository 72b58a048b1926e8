package io.tributary.msk.iam;

import io.tributary.msk.iam.policy.Decision;
import io.tributary.msk.iam.policy.Decision.Outcome;
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

  /** One line per role, action and resource within it. */
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
    var decision =
        snapshot.policies().of(question.role()).decide(question.action(), question.resource());
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
    denials.log(
        question.role() + " " + question.action() + " " + question.resource(),
        printable(
            String.format(
                "denied: role %s, action %s, resource %s (%s)",
                question.role(),
                question.action(),
                question.resource(),
                reason(snapshot, decision))));
  }

  private static String reason(PolicyStore.Snapshot snapshot, Decision decision) {
    if (snapshot.refusal() != null) {
      return "implicit deny, as the policy file can't be used";
    }
    return decision.outcome() == Outcome.EXPLICIT_DENY
        ? "explicit deny by statement " + decision.denyingStatement()
        : "implicit deny";
  }

  /** Names of groups and transactional ids are free text; none may begin a line of its own. */
  private static String printable(String line) {
    return line.replaceAll("\\p{C}", "?");
  }
}
