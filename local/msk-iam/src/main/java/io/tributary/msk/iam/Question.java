package io.tributary.msk.iam;

/**
 * What a client wants to do.
 *
 * @param role name of its role
 * @param action for example {@code kafka-cluster:ReadData}
 * @param resource ARN of the cluster, topic, group or transactional id
 */
record Question(String role, String action, String resource) {

  /**
   * @return false where IAM has no action: no statement may decide then, {@code "Action": "*"}
   *     neither
   */
  boolean hasAction() {
    return !action.startsWith(KafkaActions.NO_ACTION);
  }
}
