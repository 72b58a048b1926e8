package io.tributary.msk.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.msk.auth.iam.internals.AWS4SignedPayloadGenerator;
import software.amazon.msk.auth.iam.internals.AuthenticationRequestParams;

/** A message of the real client library, and what a forger makes of it. */
final class ClientRequest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> members;

  private ClientRequest(Map<String, String> members) {
    this.members = members;
  }

  static ClientRequest writer() {
    return of("ASIAWRITER", LocalPolicies.WRITER, "us-east-1");
  }

  static ClientRequest reader() {
    return of("AKIAREADER", LocalPolicies.READER, "us-east-1");
  }

  static ClientRequest of(String keyId, AccessKey key, String region) {
    return new ClientRequest(parse(bytes(keyId, key, region)));
  }

  /** What the library sends, byte for byte; it takes the region from the broker's name. */
  static byte[] bytes(String keyId, AccessKey key, String region) {
    AwsCredentials credentials =
        key.sessionToken() == null
            ? AwsBasicCredentials.create(keyId, key.secretAccessKey())
            : AwsSessionCredentials.create(keyId, key.secretAccessKey(), key.sessionToken());
    var host = "b-1.main.abc123.c2.kafka." + region + ".amazonaws.com";
    try {
      return new AWS4SignedPayloadGenerator()
          .signedPayload(AuthenticationRequestParams.create(host, credentials, "test/1 (a; b)"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String get(String name) {
    return members.get(name);
  }

  /** Signature and all else stay as they are. */
  ClientRequest with(String name, String value) {
    var changed = new TreeMap<>(members);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new ClientRequest(changed);
  }

  /** Signed again after a change, as one who has the secret could. */
  ClientRequest signed(String secretAccessKey) {
    try {
      return with("x-amz-signature", Signature.of(SignedRequest.parse(bytes()), secretAccessKey));
    } catch (Refusal e) {
      throw new AssertionError(e);
    }
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  String text() {
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> parse(byte[] payload) {
    try {
      return JSON.readValue(payload, TreeMap.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
