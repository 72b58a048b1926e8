package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MskIamSaslServerTest {

  @TempDir Path folder;
  private LocalServers servers;

  @BeforeEach
  void open() {
    servers = new LocalServers(folder);
  }

  @AfterEach
  void close() throws Exception {
    servers.close();
  }

  @Test
  void acceptsTheRealClientWithASessionToken() throws Exception {
    var server = servers.server();

    var answer =
        server.evaluateResponse(
            ClientRequest.bytes("ASIAWRITER", LocalPolicies.WRITER, "us-east-1"));

    assertThat(server.isComplete()).isTrue();
    assertThat(server.getAuthorizationID()).isEqualTo("writer");
    var json = new ObjectMapper().readTree(answer);
    assertThat(json.get("version").asText()).isEqualTo("2020_10_22");
    assertThat(json.get("request-id").asText()).matches(LocalServers.UUID);
    assertThat(servers.policies.shortUses()).containsExactly("writer Connect  allow");
    assertThat(server.unwrap(new byte[] {1, 2, 3}, 1, 1)).containsExactly(2);
    assertThat(server.wrap(new byte[] {1, 2, 3}, 1, 2)).containsExactly(2, 3);
    assertThat(server.getNegotiatedProperty("x")).isNull();
  }

  @Test
  void acceptsTheRealClientWithALongTermKey() {
    var server = servers.server();

    server.evaluateResponse(ClientRequest.bytes("AKIAREADER", LocalPolicies.READER, "us-east-1"));

    assertThat(server.getAuthorizationID()).isEqualTo("reader");
  }

  @Test
  void refusesAnExpiredRequestAndNoEarlier() {
    var request = ClientRequest.writer();
    servers.clock.move(Duration.ofSeconds(Long.parseLong(request.get("x-amz-expires")) - 5));
    servers.server().evaluateResponse(request.bytes());

    servers.clock.move(Duration.ofSeconds(10));

    servers.refuses("expired", request.bytes());
  }

  @Test
  void refusesARequestFromTheFutureBeyondSkew() {
    var request = ClientRequest.writer();
    servers.clock.move(RequestVerifier.SKEW.minusSeconds(5).negated());
    servers.server().evaluateResponse(request.bytes());

    servers.clock.move(Duration.ofSeconds(-10));

    servers.refuses("signed more than 300 s in the future", request.bytes());
  }

  @Test
  void connectIsDecidedByThePolicy() {
    servers.policies.role("reader", LocalPolicies.CONNECT.replace("uuid-1", "uuid-2")).write();
    servers.clock.move(PolicyStore.INTERVAL);

    servers.refuses(
        "denied: role reader, action kafka-cluster:Connect, resource "
            + LocalPolicies.CLUSTER
            + " (implicit deny)",
        ClientRequest.reader().bytes());
    assertThat(servers.policies.shortUses()).containsExactly("reader Connect  implicitDeny");
  }

  @Test
  void aRefusalIsLoggedOnceInTenSecondsWithItsRequestId() {
    var forged = ClientRequest.writer().with("x-amz-signature", "0".repeat(64)).bytes();
    var told = servers.refuses("signature", forged);
    servers.refuses("signature", forged);
    servers.refuses("signature", forged);
    servers.clock.move(Duration.ofSeconds(10));
    servers.refuses("signature", forged);

    assertThat(servers.log()).hasSize(3);
    assertThat(servers.log().get(0))
        .contains("refused: role writer, access key ASIAWRITER: ")
        .contains("request " + told.substring(1, 37));
    assertThat(servers.log().get(1)).endsWith("2 more like this in the window");
  }

  @Test
  void saysNothingBeforeItIsCompleteAndTakesNoSecondMessage() {
    var server = servers.server();
    assertThatThrownBy(server::getAuthorizationID).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> server.unwrap(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
    var request = ClientRequest.writer().bytes();
    server.evaluateResponse(request);

    assertThatThrownBy(() -> server.evaluateResponse(request))
        .isInstanceOf(IllegalStateException.class);
  }
}
