package io.tributary.msk.iam;

import static io.tributary.msk.iam.FakeRequest.action;
import static io.tributary.msk.iam.FakeRequest.cluster;
import static io.tributary.msk.iam.FakeRequest.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MskIamAuthorizerTest {

  private static final FakeRequest WRITER = FakeRequest.of("IAM", "writer");

  @TempDir Path folder;
  private final RecordedLog log = new RecordedLog();
  private final MskIamAuthorizer authorizer = new MskIamAuthorizer();
  private LocalPolicies policies;

  @BeforeEach
  void configure() {
    policies =
        new LocalPolicies(folder)
            .role(
                "writer",
                LocalPolicies.CONNECT,
                LocalPolicies.allow("kafka-cluster:*", LocalPolicies.TOPICS + "own.*"),
                LocalPolicies.statement(
                    "Deny", "kafka-cluster:DeleteTopic", LocalPolicies.TOPICS + "*"))
            .role(
                "reader", LocalPolicies.allow("kafka-cluster:ReadData", LocalPolicies.TOPICS + "a"))
            .role("admin", LocalPolicies.allow("*", "*"))
            .write();
    authorizer.configure(policies.configs());
  }

  @AfterEach
  void close() {
    authorizer.close();
    log.close();
  }

  @Test
  void answersEachActionInItsPlace() {
    var results =
        authorizer.authorize(
            WRITER,
            List.of(
                topic(AclOperation.WRITE, "own.a"),
                topic(AclOperation.WRITE, "other"),
                topic(AclOperation.DELETE, "own.a"),
                topic(AclOperation.READ, "own.b")));

    assertThat(results)
        .containsExactly(
            AuthorizationResult.ALLOWED,
            AuthorizationResult.DENIED,
            AuthorizationResult.DENIED,
            AuthorizationResult.ALLOWED);
    assertThat(policies.shortUses())
        .containsExactly(
            "writer WriteData own.a allow",
            "writer WriteData other implicitDeny",
            "writer DeleteTopic own.a explicitDeny",
            "writer ReadData own.b allow");
    assertThat(log.lines())
        .containsExactly(
            "WARN denied: role writer, action kafka-cluster:WriteData, resource "
                + LocalPolicies.TOPICS
                + "other (implicit deny)",
            "WARN denied: role writer, action kafka-cluster:DeleteTopic, resource "
                + LocalPolicies.TOPICS
                + "own.a (explicit deny by statement 2)");
  }

  @Test
  void noOperationImpliesAnother() {
    var reader = FakeRequest.of("IAM", "reader");

    assertThat(allows(reader, topic(AclOperation.READ, "a"))).isTrue();
    assertThat(allows(reader, topic(AclOperation.DESCRIBE, "a"))).isFalse();
  }

  @Test
  void unknownRolesAndPrincipalsOfOtherTypesMayNothing() {
    var write = topic(AclOperation.WRITE, "own.a");

    assertThat(allows(FakeRequest.of("IAM", "nobody"), write)).isFalse();
    assertThat(allows(new FakeRequest("IAM", new KafkaPrincipal("Group", "writer")), write))
        .isFalse();
    assertThat(policies.shortUses())
        .containsExactly(
            "nobody WriteData own.a implicitDeny", "Group:writer WriteData own.a implicitDeny");
  }

  @Test
  void onlyAnonymousOnAnExemptListenerIsExempt() {
    var createTopics = cluster(AclOperation.CREATE);
    var anonymous = KafkaPrincipal.ANONYMOUS.getName();

    assertThat(allows(FakeRequest.of("CONTROLLER", anonymous), createTopics)).isTrue();
    assertThat(allows(FakeRequest.of("INTERNAL", anonymous), createTopics)).isTrue();
    assertThat(byType(FakeRequest.of("INTERNAL", anonymous)))
        .isEqualTo(AuthorizationResult.ALLOWED);
    assertThat(policies.uses()).isEmpty();

    assertThat(allows(FakeRequest.of("IAM", anonymous), createTopics)).isFalse();
    assertThat(allows(FakeRequest.of("CONTROLLER", "writer"), createTopics))
        .as("a request that the broker forwards")
        .isFalse();
    assertThat(
            allows(
                new FakeRequest("CONTROLLER", new KafkaPrincipal("Group", anonymous)),
                createTopics))
        .isFalse();
  }

  @Test
  void decidesAlikeOnEveryOtherListener() {
    for (var listener : List.of("IAM", "IAM_PUBLIC", "CONTROLLER")) {
      var request = FakeRequest.of(listener, "writer");
      assertThat(allows(request, topic(AclOperation.CREATE, "own.a"))).isTrue();
      assertThat(allows(request, topic(AclOperation.CREATE, "other"))).isFalse();
    }
    assertThat(log.lines()).as("one window for all listeners").hasSize(1);
  }

  @Test
  void deniesWhatHasNoAction() {
    var admin = FakeRequest.of("IAM", "admin");

    assertThat(allows(admin, cluster(AclOperation.CLUSTER_ACTION))).isFalse();
    assertThat(allows(admin, cluster(AclOperation.CREATE))).isFalse();
    assertThat(allows(admin, action(AclOperation.DESCRIBE, ResourceType.DELEGATION_TOKEN, "t")))
        .isFalse();
    assertThat(policies.shortUses())
        .containsExactly(
            "admin none:CLUSTER_ACTION  implicitDeny",
            "admin none:CREATE  implicitDeny",
            "admin none:DESCRIBE t implicitDeny");
  }

  /** Kafka's questions about an idempotent producer, in its order. */
  @Test
  void aMissingWriteDataIdempotentlyFailsAndIsNamed() {
    var idempotent =
        action(AclOperation.IDEMPOTENT_WRITE, ResourceType.CLUSTER, "kafka-cluster", true, false);

    assertThat(allows(WRITER, idempotent)).isFalse();
    assertThat(byType(WRITER)).isEqualTo(AuthorizationResult.DENIED);

    assertThat(policies.shortUses()).containsExactly("writer WriteDataIdempotently  implicitDeny");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("kafka-cluster:WriteDataIdempotently", LocalPolicies.CLUSTER);
  }

  @Test
  void whatOnlyShortensAnAnswerIsNoDenial() {
    var listed = action(AclOperation.DESCRIBE, ResourceType.TOPIC, "other", true, false);

    assertThat(allows(WRITER, listed)).isFalse();

    assertThat(policies.shortUses()).containsExactly("writer DescribeTopic other filtered");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aListOfRightsIsNoUseOfThem() {
    var described = action(AclOperation.WRITE, ResourceType.TOPIC, "own.a", false, false);

    assertThat(allows(WRITER, described)).isTrue();

    assertThat(policies.uses()).isEmpty();
  }

  @Test
  void aNameCannotBeginALineOfTheLog() {
    allows(WRITER, action(AclOperation.READ, ResourceType.GROUP, "a\nERROR b\u2028c"));

    assertThat(log.lines()).singleElement().asString().contains("/a?ERROR b").doesNotContain("\n");
    assertThat(policies.uses().get(0).get("resource").asText()).endsWith("/a\nERROR b\u2028c");
  }

  @Test
  void keepsNoAcls() throws Exception {
    var created = authorizer.createAcls(WRITER, Arrays.asList((AclBinding) null));
    var deleted = authorizer.deleteAcls(WRITER, List.of(AclBindingFilter.ANY));

    assertThat(created.get(0).toCompletableFuture().get().exception())
        .get()
        .isInstanceOf(InvalidRequestException.class);
    assertThat(deleted.get(0).toCompletableFuture().get().exception())
        .get()
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> authorizer.acls(AclBindingFilter.ANY))
        .isInstanceOf(InvalidRequestException.class);
  }

  private boolean allows(FakeRequest request, Action action) {
    return authorizer.authorize(request, List.of(action)).get(0) == AuthorizationResult.ALLOWED;
  }

  private AuthorizationResult byType(FakeRequest request) {
    return authorizer.authorizeByResourceType(request, AclOperation.WRITE, ResourceType.TOPIC);
  }
}
