package io.tributary.msk.iam;

/** Why a client is not authenticated. The reason is for the broker's log, never for the client. */
final class Refusal extends Exception {

  private final String who;

  /**
   * @param who whom the log names, as far as it is known
   * @param reason the rule that was broken, without any text of the client's
   */
  Refusal(String who, String reason) {
    super(reason);
    this.who = who;
  }

  String who() {
    return who;
  }
}
