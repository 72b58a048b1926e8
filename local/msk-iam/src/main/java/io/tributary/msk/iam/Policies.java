package io.tributary.msk.iam;

import io.tributary.msk.iam.policy.Policy;
import java.util.Map;

/**
 * What a policy file says.
 *
 * @param cluster the cluster that the broker stands for
 * @param generation the writer's number of this state
 * @param keys access keys by id
 * @param roles policies by role name
 */
record Policies(
    ClusterArn cluster, long generation, Map<String, AccessKey> keys, Map<String, Policy> roles) {

  Policies {
    keys = Map.copyOf(keys);
    roles = Map.copyOf(roles);
  }

  /** The same cluster, where nobody may do anything. */
  Policies withoutRights() {
    return new Policies(cluster, generation, Map.of(), Map.of());
  }

  /**
   * @return the role's policy; of an unknown role one that allows nothing
   */
  Policy of(String role) {
    return roles.getOrDefault(role, Policy.NONE);
  }
}
