package io.tributary.msk.iam;

import java.net.InetAddress;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** What Kafka tells an authorizer of a request. */
record FakeRequest(String listenerName, KafkaPrincipal principal)
    implements AuthorizableRequestContext {

  static FakeRequest of(String listener, String user) {
    return new FakeRequest(listener, new KafkaPrincipal(KafkaPrincipal.USER_TYPE, user));
  }

  /** As Kafka asks where a deny fails the request. */
  static Action action(AclOperation operation, ResourceType type, String name) {
    return action(operation, type, name, true, true);
  }

  static Action action(
      AclOperation operation,
      ResourceType type,
      String name,
      boolean logIfAllowed,
      boolean logIfDenied) {
    return new Action(
        operation,
        new ResourcePattern(type, name, PatternType.LITERAL),
        1,
        logIfAllowed,
        logIfDenied);
  }

  static Action topic(AclOperation operation, String name) {
    return action(operation, ResourceType.TOPIC, name);
  }

  static Action cluster(AclOperation operation) {
    return action(operation, ResourceType.CLUSTER, "kafka-cluster");
  }

  @Override
  public SecurityProtocol securityProtocol() {
    return SecurityProtocol.SASL_SSL;
  }

  @Override
  public InetAddress clientAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int requestType() {
    return 0;
  }

  @Override
  public int requestVersion() {
    return 0;
  }

  @Override
  public String clientId() {
    return "test";
  }

  @Override
  public int correlationId() {
    return 0;
  }
}
