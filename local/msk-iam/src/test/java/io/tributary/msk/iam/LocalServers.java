package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** A broker's SASL servers over one policy file, with what they log. */
final class LocalServers implements AutoCloseable {

  static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  final ManualClock clock = new ManualClock();
  final LocalPolicies policies;
  private final RecordedLog log = new RecordedLog();
  private final Access access;

  LocalServers(Path folder) {
    policies = new LocalPolicies(folder).write();
    access = policies.open(clock);
  }

  MskIamSaslServer server() {
    return new MskIamSaslServer(access, clock);
  }

  List<String> log() {
    return log.lines();
  }

  /** The client is told one and the same text, the log has the reason; returns what it is told. */
  String refuses(String reason, byte[] payload) {
    var server = server();
    var told = new String[1];
    assertThatThrownBy(() -> server.evaluateResponse(payload))
        .isInstanceOf(SaslAuthenticationException.class)
        .hasNoCause()
        .message()
        .matches("\\[" + UUID + "]: Access denied")
        .satisfies(message -> told[0] = message);
    assertThat(server.isComplete()).isFalse();
    assertThat(log.lines()).anyMatch(line -> line.contains(reason));
    return told[0];
  }

  @Override
  public void close() throws IOException {
    access.close();
    log.close();
  }
}
