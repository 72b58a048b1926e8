package io.tributary.msk.iam;

/**
 * What a client wants to do.
 *
 * @param role name of its role
 * @param action for example {@code kafka-cluster:ReadData}
 * @param resource ARN of the cluster, topic, group or transactional id
 */
record Question(String role, String action, String resource) {}
