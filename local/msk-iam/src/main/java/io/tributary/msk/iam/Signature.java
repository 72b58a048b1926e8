package io.tributary.msk.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 of a presigned {@code GET /?Action=kafka-cluster:Connect}, host signed. */
final class Signature {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private Signature() {}

  /**
   * @return the signature that belongs to the request's host, date, expiry, scope and token, as 64
   *     hexadecimal digits
   */
  static String of(SignedRequest request, String secretAccessKey) {
    var credential = request.credential();
    var text =
        String.join(
            "\n", ALGORITHM, request.date(), credential.scope(), sha256(canonical(request)));
    var key = bytes("AWS4" + secretAccessKey);
    for (var part : credential.scope().split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static String canonical(SignedRequest request) {
    return String.join(
        "\n", "GET", "/", query(request), "host:" + request.host(), "", "host", sha256(""));
  }

  private static String query(SignedRequest request) {
    var parameters =
        new TreeMap<>(
            Map.of(
                "Action",
                KafkaActions.CONNECT,
                "X-Amz-Algorithm",
                ALGORITHM,
                "X-Amz-Credential",
                request.credential().toString(),
                "X-Amz-Date",
                request.date(),
                "X-Amz-Expires",
                request.expires(),
                "X-Amz-SignedHeaders",
                "host"));
    if (request.securityToken() != null) {
      parameters.put("X-Amz-Security-Token", request.securityToken());
    }
    return parameters.entrySet().stream()
        .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** As RFC 3986 has it, where URLEncoder has the rules of HTML forms. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
