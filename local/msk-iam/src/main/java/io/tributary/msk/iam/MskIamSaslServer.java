package io.tributary.msk.iam;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import javax.security.sasl.SaslServer;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * The server's part of AWS_MSK_IAM, for one connection: the client's one message is a presigned
 * request for {@code kafka-cluster:Connect}, the answer holds a request id. The authorization id is
 * the name of the role that signed, and so the principal {@code User:<role>}.
 */
final class MskIamSaslServer implements SaslServer {

  static final String MECHANISM = "AWS_MSK_IAM";

  private final Access access;
  private final RequestVerifier verifier;
  private String role;

  MskIamSaslServer(Access access, Clock clock) {
    this.access = access;
    this.verifier = new RequestVerifier(clock);
  }

  @Override
  public String getMechanismName() {
    return MECHANISM;
  }

  /**
   * @param payload the client's message
   * @return {@code {"version":"2020_10_22","request-id":"<uuid>"}}
   * @throws SaslAuthenticationException {@code [<uuid>]: Access denied}, all that a client is told;
   *     the broker's log has the reason beside that uuid. Kafka passes on the text of this
   *     exception only, not that of a SaslException
   */
  @Override
  public byte[] evaluateResponse(byte[] payload) {
    if (isComplete()) {
      throw new IllegalStateException("The client is authenticated already");
    }
    var requestId = UUID.randomUUID().toString();
    var snapshot = access.snapshot();
    String signer;
    try {
      signer = verifier.verify(SignedRequest.parse(payload), snapshot.policies());
    } catch (Refusal refusal) {
      access.logRefusal(requestId, refusal);
      throw denied(requestId);
    }
    var connect = new Question(signer, KafkaActions.CONNECT, snapshot.policies().cluster().text());
    if (!access.allows(snapshot, connect, true, true)) {
      throw denied(requestId);
    }
    role = signer;
    return String.format("{\"version\":\"2020_10_22\",\"request-id\":\"%s\"}", requestId)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isComplete() {
    return role != null;
  }

  @Override
  public String getAuthorizationID() {
    requireComplete();
    return role;
  }

  @Override
  public byte[] unwrap(byte[] incoming, int offset, int length) {
    requireComplete();
    return Arrays.copyOfRange(incoming, offset, offset + length);
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int length) {
    requireComplete();
    return Arrays.copyOfRange(outgoing, offset, offset + length);
  }

  /** None: a session does not end by itself. */
  @Override
  public Object getNegotiatedProperty(String name) {
    requireComplete();
    return null;
  }

  @Override
  public void dispose() {
    // Holds nothing.
  }

  private void requireComplete() {
    if (!isComplete()) {
      throw new IllegalStateException("The client is not authenticated");
    }
  }

  private static SaslAuthenticationException denied(String requestId) {
    return new SaslAuthenticationException("[" + requestId + "]: Access denied");
  }
}
