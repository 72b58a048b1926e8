package io.tributary.msk.iam;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AclDeleteResult;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/**
 * Authorizes as Amazon MSK does with IAM: a request of {@code User:<role>} by the statements of
 * that role, in the file that {@code tributary.msk.iam.policies} names. What IAM has no action for
 * is denied. Everything is allowed to {@code User:ANONYMOUS} on the listeners of {@code
 * tributary.msk.iam.exempt.listeners}, and to no one else. {@code configure} throws {@link
 * org.apache.kafka.common.config.ConfigException} naming the key that is missing or wrong.
 */
public final class MskIamAuthorizer implements Authorizer {

  private Access access;
  private Set<String> exemptListeners = Set.of();

  @Override
  public void configure(Map<String, ?> configs) {
    exemptListeners = Settings.exemptListeners(configs);
    access = Settings.access(configs);
  }

  @Override
  public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo serverInfo) {
    return serverInfo.endpoints().stream()
        .collect(
            Collectors.toMap(
                endpoint -> endpoint, endpoint -> CompletableFuture.<Void>completedFuture(null)));
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    if (exempt(context)) {
      return actions.stream().map(action -> AuthorizationResult.ALLOWED).toList();
    }
    var snapshot = access.snapshot();
    var role = role(context.principal());
    return actions.stream().map(action -> result(allows(snapshot, role, action))).toList();
  }

  /**
   * Kafka asks this of an idempotent producer that lacks WriteDataIdempotently: any topic that it
   * may write would do then. MSK documents that the action is needed, so it would not do here.
   */
  @Override
  public AuthorizationResult authorizeByResourceType(
      AuthorizableRequestContext context, AclOperation operation, ResourceType type) {
    return result(exempt(context));
  }

  @Override
  public List<? extends CompletionStage<AclCreateResult>> createAcls(
      AuthorizableRequestContext context, List<AclBinding> bindings) {
    return bindings.stream()
        .map(binding -> CompletableFuture.completedFuture(new AclCreateResult(noAcls())))
        .toList();
  }

  @Override
  public List<? extends CompletionStage<AclDeleteResult>> deleteAcls(
      AuthorizableRequestContext context, List<AclBindingFilter> filters) {
    return filters.stream()
        .map(filter -> CompletableFuture.completedFuture(new AclDeleteResult(noAcls())))
        .toList();
  }

  @Override
  public Iterable<AclBinding> acls(AclBindingFilter filter) {
    throw noAcls();
  }

  @Override
  public void close() {
    if (access != null) {
      access.tellCounts();
    }
  }

  private boolean allows(PolicyStore.Snapshot snapshot, String role, Action action) {
    var pattern = action.resourcePattern();
    var question =
        new Question(
            role,
            KafkaActions.action(action.operation(), pattern.resourceType()),
            KafkaActions.resource(snapshot.policies().cluster(), pattern));
    // A producer's right to write idempotently is asked quietly, as Kafka has a second question for
    // it. That one is always denied, see above, so a deny fails the request already here.
    var fails = action.logIfDenied() || action.operation() == AclOperation.IDEMPOTENT_WRITE;
    return access.allows(snapshot, question, action.logIfAllowed(), fails);
  }

  /**
   * The listener alone would not do: what brokers forward to the controller comes in on the
   * controller's listener with the principal of the client.
   */
  private boolean exempt(AuthorizableRequestContext context) {
    return KafkaPrincipal.ANONYMOUS.equals(context.principal())
        && exemptListeners.contains(context.listenerName());
  }

  private static String role(KafkaPrincipal principal) {
    // With its colon the name of another type's principal is no role's.
    return KafkaPrincipal.USER_TYPE.equals(principal.getPrincipalType())
        ? principal.getName()
        : principal.toString();
  }

  private static AuthorizationResult result(boolean allowed) {
    return allowed ? AuthorizationResult.ALLOWED : AuthorizationResult.DENIED;
  }

  private static InvalidRequestException noAcls() {
    return new InvalidRequestException("This broker keeps no ACLs: IAM statements decide");
  }
}
