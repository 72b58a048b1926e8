package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedRequestTest {

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

  /** The forger's change, and what the broker's log must say of it. */
  static Stream<Arguments> forged() {
    var secret = LocalPolicies.WRITER.secretAccessKey();
    return Stream.of(
        forgery("signature does not match", r -> r.with("x-amz-signature", "0".repeat(64))),
        forgery("signature does not match", r -> r.signed("another secret")),
        forgery("signature does not match", r -> r.with("host", "other.example.com")),
        forgery("signature does not match", r -> r.with("x-amz-expires", "800")),
        forgery("signature does not match", r -> r.with("x-amz-date", nextSecond(r))),
        forgery(
            "signed for region eu-west-1, not for us-east-1",
            r -> ClientRequest.of("ASIAWRITER", LocalPolicies.WRITER, "eu-west-1")),
        forgery(
            "signed for service kafka, not for kafka-cluster",
            r -> scope(r, "kafka-cluster", "kafka").signed(secret)),
        forgery(
            "the scope must end in aws4_request",
            r -> scope(r, "aws4_request", "aws3_request").signed(secret)),
        forgery(
            "scope and request have different days",
            r -> scope(r, r.get("x-amz-date").substring(0, 8), "20201022").signed(secret)),
        forgery(
            "nobody has this key",
            r -> ClientRequest.of("ASIAOTHER", LocalPolicies.WRITER, "us-east-1")),
        forgery(
            "signature does not match",
            r -> scope(r, "ASIAWRITER", "AKIAREADER").with("x-amz-security-token", null)),
        forgery(
            "the session token is missing",
            r -> r.with("x-amz-security-token", null).signed(secret)),
        forgery(
            "the session token is another one",
            r -> r.with("x-amz-security-token", "writers+token/").signed(secret)),
        forgery(
            "the key has no session token",
            r -> ClientRequest.reader().with("x-amz-security-token", "t").signed("readers-secret")),
        forgery("valid for 901 s", r -> r.with("x-amz-expires", "901").signed(secret)),
        forgery("valid for 0 s", r -> r.with("x-amz-expires", "0").signed(secret)),
        forgery(
            "the date of signing is none",
            r -> {
              var date = r.get("x-amz-date").substring(0, 8);
              return r.with("x-amz-date", date + "T250000Z").signed(secret);
            }),
        forgery("illegal `x-amz-expires`", r -> r.with("x-amz-expires", "-1")),
        forgery("illegal `x-amz-signedheaders`", r -> r.with("x-amz-signedheaders", "host;x")),
        forgery("illegal `x-amz-algorithm`", r -> r.with("x-amz-algorithm", "AWS4-ECDSA")),
        forgery("illegal `x-amz-credential`", r -> r.with("x-amz-credential", "A/B")),
        forgery("illegal `x-amz-signature`", r -> r.with("x-amz-signature", "")),
        forgery("illegal `action`", r -> r.with("action", "kafka-cluster:ReadData")),
        forgery("illegal `version`", r -> r.with("version", "2020_10_23")),
        forgery("illegal `host`", r -> r.with("host", "a\nx-amz-date:b")),
        forgery("illegal `user-agent`", r -> r.with("user-agent", "a\nb")),
        forgery("has an unknown member", r -> r.with("x-amz-extra", "1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void forged(String reason, UnaryOperator<ClientRequest> forge) {
    servers.refuses(reason, forge.apply(ClientRequest.writer()).bytes());
  }

  @Test
  void refusesEachMissingMember() {
    for (var name :
        List.of(
            "version",
            "host",
            "user-agent",
            "action",
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-signedheaders",
            "x-amz-signature")) {
      servers.refuses("lacks `" + name + "`", ClientRequest.writer().with(name, null).bytes());
    }
  }

  static Stream<byte[]> noRequests() {
    var good = ClientRequest.writer().text();
    return Stream.of(
            "",
            " ",
            "null",
            "[]",
            "\"text\"",
            "{}",
            "{}{}",
            good + "x",
            good + good,
            good.replace("{", "{\"version\":\"2020_10_22\","),
            good.replace("\"2020_10_22\"", "20201022"),
            good.replace("\"2020_10_22\"", "null"),
            good.replace("\"2020_10_22\"", "{\"a\":\"b\"}"),
            "[".repeat(5_000))
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource
  void noRequests(byte[] payload) {
    servers.refuses("its request", payload);
  }

  @Test
  void refusesEveryTruncation() {
    var whole = ClientRequest.writer().bytes();
    for (int length = 0; length < whole.length; length++) {
      servers.refuses("its request", Arrays.copyOf(whole, length));
    }
  }

  @Test
  void refusesInvalidUtf8AndOversize() {
    var payload = ClientRequest.writer().text();
    var invalid = payload.replace("test/1", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    var padding = " ".repeat(SignedRequest.MOST_BYTES);

    servers.refuses("is not JSON in UTF-8", invalid);
    servers.refuses(
        "is longer than 16384 bytes", (payload + padding).getBytes(StandardCharsets.UTF_8));
    servers.refuses("is longer than 16384 bytes", new byte[500_000]);
  }

  @Test
  void neitherLogNorExceptionHoldsASecret() {
    forged()
        .map(ForgedRequestTest::operator)
        .forEach(forge -> servers.refuses("", forge.apply(ClientRequest.writer()).bytes()));

    assertThat(String.join("\n", servers.log()))
        .isNotEmpty()
        .doesNotContain("secret\"", "writers-secret", "readers-secret", "writers+token")
        .doesNotContain("0".repeat(64));
  }

  private static Arguments forgery(String reason, UnaryOperator<ClientRequest> forge) {
    return arguments(reason, forge);
  }

  @SuppressWarnings("unchecked")
  private static UnaryOperator<ClientRequest> operator(Arguments row) {
    return (UnaryOperator<ClientRequest>) row.get()[1];
  }

  private static ClientRequest scope(ClientRequest request, String part, String other) {
    return request.with(
        "x-amz-credential",
        request.get("x-amz-credential").replaceFirst("\\b" + part + "\\b", other));
  }

  private static String nextSecond(ClientRequest request) {
    var date = request.get("x-amz-date");
    return date.substring(0, 14) + (date.charAt(14) == '0' ? '1' : '0') + "Z";
  }
}
