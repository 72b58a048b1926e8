package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaActionsTest {

  private static final ClusterArn CLUSTER =
      ClusterArn.parse("arn:aws-cn:kafka:cn-north-1:111111111111:cluster/main/0a-1b-2");

  @ParameterizedTest
  @CsvSource({
    "CLUSTER, DESCRIBE, DescribeCluster",
    "CLUSTER, ALTER, AlterCluster",
    "CLUSTER, DESCRIBE_CONFIGS, DescribeClusterDynamicConfiguration",
    "CLUSTER, ALTER_CONFIGS, AlterClusterDynamicConfiguration",
    "CLUSTER, IDEMPOTENT_WRITE, WriteDataIdempotently",
    "TOPIC, CREATE, CreateTopic",
    "TOPIC, DESCRIBE, DescribeTopic",
    "TOPIC, ALTER, AlterTopic",
    "TOPIC, DELETE, DeleteTopic",
    "TOPIC, DESCRIBE_CONFIGS, DescribeTopicDynamicConfiguration",
    "TOPIC, ALTER_CONFIGS, AlterTopicDynamicConfiguration",
    "TOPIC, READ, ReadData",
    "TOPIC, WRITE, WriteData",
    "GROUP, DESCRIBE, DescribeGroup",
    "GROUP, READ, AlterGroup",
    "GROUP, DELETE, DeleteGroup",
    "TRANSACTIONAL_ID, DESCRIBE, DescribeTransactionalId",
    "TRANSACTIONAL_ID, WRITE, AlterTransactionalId",
  })
  void hasTheActionOfTheGuidesTable(ResourceType type, AclOperation operation, String action) {
    assertThat(KafkaActions.action(operation, type)).isEqualTo("kafka-cluster:" + action);
  }

  @Test
  void hasNoOtherAction() {
    var actions = new TreeSet<String>();
    int pairs = 0;
    for (var type : ResourceType.values()) {
      for (var operation : AclOperation.values()) {
        var action = KafkaActions.action(operation, type);
        if (action.startsWith("kafka-cluster:")) {
          actions.add(action);
          pairs++;
        } else {
          assertThat(action).isEqualTo("none:" + operation);
        }
      }
    }
    assertThat(pairs).isEqualTo(18);
    assertThat(actions).hasSize(18);
    assertThat(KafkaActions.action(AclOperation.CREATE, ResourceType.CLUSTER))
        .isEqualTo("none:CREATE");
    assertThat(KafkaActions.action(AclOperation.CLUSTER_ACTION, ResourceType.CLUSTER))
        .isEqualTo("none:CLUSTER_ACTION");
  }

  @Test
  void hasAnArnForEachResource() {
    var prefix = "arn:aws-cn:kafka:cn-north-1:111111111111:";

    assertThat(arn(ResourceType.CLUSTER, "kafka-cluster"))
        .isEqualTo(prefix + "cluster/main/0a-1b-2");
    assertThat(arn(ResourceType.TOPIC, "a.b")).isEqualTo(prefix + "topic/main/0a-1b-2/a.b");
    assertThat(arn(ResourceType.GROUP, "a/b")).isEqualTo(prefix + "group/main/0a-1b-2/a/b");
    assertThat(arn(ResourceType.TRANSACTIONAL_ID, "x"))
        .isEqualTo(prefix + "transactional-id/main/0a-1b-2/x");
    assertThat(arn(ResourceType.DELEGATION_TOKEN, "x"))
        .isEqualTo(prefix + "delegation-token/main/0a-1b-2/x");
  }

  private static String arn(ResourceType type, String name) {
    return KafkaActions.resource(CLUSTER, new ResourcePattern(type, name, PatternType.LITERAL));
  }
}
