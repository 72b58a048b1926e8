package io.tributary.msk.iam;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Kafka's operations as the actions of {@code kafka-cluster}, by the table "Authorization policy
 * actions" of the Amazon MSK Developer Guide. As there, and other than in Kafka's ACLs, no action
 * implies another.
 */
final class KafkaActions {

  private static final String PREFIX = "kafka-cluster:";

  /** No Kafka operation: asked once per connection. */
  static final String CONNECT = PREFIX + "Connect";

  /** Begins what stands in place of an action where IAM has none. */
  static final String NO_ACTION = "none:";

  private static final Map<AclOperation, String> CLUSTER =
      Map.of(
          AclOperation.DESCRIBE, "DescribeCluster",
          AclOperation.ALTER, "AlterCluster",
          AclOperation.DESCRIBE_CONFIGS, "DescribeClusterDynamicConfiguration",
          AclOperation.ALTER_CONFIGS, "AlterClusterDynamicConfiguration",
          AclOperation.IDEMPOTENT_WRITE, "WriteDataIdempotently");

  private static final Map<AclOperation, String> TOPIC =
      Map.of(
          AclOperation.CREATE, "CreateTopic",
          AclOperation.DESCRIBE, "DescribeTopic",
          AclOperation.ALTER, "AlterTopic",
          AclOperation.DELETE, "DeleteTopic",
          AclOperation.DESCRIBE_CONFIGS, "DescribeTopicDynamicConfiguration",
          AclOperation.ALTER_CONFIGS, "AlterTopicDynamicConfiguration",
          AclOperation.READ, "ReadData",
          AclOperation.WRITE, "WriteData");

  private static final Map<AclOperation, String> GROUP =
      Map.of(
          AclOperation.DESCRIBE, "DescribeGroup",
          AclOperation.READ, "AlterGroup",
          AclOperation.DELETE, "DeleteGroup");

  private static final Map<AclOperation, String> TRANSACTIONAL_ID =
      Map.of(
          AclOperation.DESCRIBE, "DescribeTransactionalId",
          AclOperation.WRITE, "AlterTransactionalId");

  private static final Map<ResourceType, Map<AclOperation, String>> ACTIONS =
      Map.ofEntries(
          entry(ResourceType.CLUSTER, CLUSTER),
          entry(ResourceType.TOPIC, TOPIC),
          entry(ResourceType.GROUP, GROUP),
          entry(ResourceType.TRANSACTIONAL_ID, TRANSACTIONAL_ID));

  private KafkaActions() {}

  /**
   * @return the action, for example {@code kafka-cluster:ReadData}; where there is none {@code
   *     none:<operation>}. So have CREATE and DELETE on the cluster, for which Kafka asks again
   *     topic by topic, and CLUSTER_ACTION, which is for brokers
   */
  static String action(AclOperation operation, ResourceType type) {
    var name = ACTIONS.getOrDefault(type, Map.of()).get(operation);
    return name == null ? NO_ACTION + operation : PREFIX + name;
  }

  /**
   * @return ARN of the resource; of a type that MSK has no ARN for one with Kafka's name of the
   *     type
   */
  static String resource(ClusterArn cluster, ResourcePattern resource) {
    if (resource.resourceType() == ResourceType.CLUSTER) {
      return cluster.text();
    }
    var kind = resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return cluster.resource(kind, resource.name());
  }
}
