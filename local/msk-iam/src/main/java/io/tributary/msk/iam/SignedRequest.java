package io.tributary.msk.iam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The presigned request that a client of aws-msk-iam-auth 2.3 sends: one flat JSON object of
 * strings, version 2020_10_22. Nothing in it has been verified but its form.
 *
 * @param host the name that the client dialled
 * @param credential key id and scope
 * @param date instant of signing as {@code yyyyMMdd'T'HHmmss'Z'}
 * @param expires how long the request is valid, in seconds, as text of 1 to 4 digits
 * @param signature 64 hexadecimal digits
 * @param securityToken session token, or null
 */
record SignedRequest(
    String host,
    Credential credential,
    String date,
    String expires,
    String signature,
    String securityToken) {

  /** Bytes. A client's request with a session token of usual length has under 3,000. */
  static final int MOST_BYTES = 16 * 1024;

  private static final String TOKEN = "x-amz-security-token";

  /** What each member must look like; only the token may be missing. */
  private static final Map<String, Pattern> MEMBERS =
      Map.ofEntries(
          Map.entry("version", Pattern.compile("2020_10_22")),
          Map.entry("host", Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}")),
          Map.entry("user-agent", Pattern.compile(".{0,1024}")),
          Map.entry("action", Pattern.compile("kafka-cluster:Connect")),
          Map.entry("x-amz-algorithm", Pattern.compile("AWS4-HMAC-SHA256")),
          Map.entry("x-amz-credential", Credential.SHAPE),
          Map.entry("x-amz-date", Pattern.compile("\\d{8}T\\d{6}Z")),
          Map.entry("x-amz-expires", Pattern.compile("\\d{1,4}")),
          Map.entry("x-amz-signedheaders", Pattern.compile("host")),
          Map.entry("x-amz-signature", Pattern.compile("[0-9a-f]{64}")),
          Map.entry(TOKEN, Pattern.compile("\\p{ASCII}{1,12288}")));

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * @param payload the client's first message
   * @return the request
   * @throws Refusal if a member is missing, unknown, duplicated or misshapen, or if the message is
   *     longer than {@link #MOST_BYTES} or no such JSON, whole
   */
  static SignedRequest parse(byte[] payload) throws Refusal {
    if (payload.length > MOST_BYTES) {
      throw malformed("is longer than " + MOST_BYTES + " bytes");
    }
    var members = members(payload);
    for (var member : MEMBERS.entrySet()) {
      var value = members.get(member.getKey());
      if (value == null && !member.getKey().equals(TOKEN)) {
        throw malformed("lacks `" + member.getKey() + "`");
      }
      if (value != null && !member.getValue().matcher(value).matches()) {
        throw malformed("holds an illegal `" + member.getKey() + "`");
      }
    }
    return new SignedRequest(
        members.get("host"),
        Credential.parse(members.get("x-amz-credential")),
        members.get("x-amz-date"),
        members.get("x-amz-expires"),
        members.get("x-amz-signature"),
        members.get(TOKEN));
  }

  private static Map<String, String> members(byte[] payload) throws Refusal {
    try (var parser = JSON.createParser(utf8(payload))) {
      return members(parser);
    } catch (IOException e) {
      // Its message quotes the payload, and with it the token: it goes nowhere.
      throw malformed("is not JSON in UTF-8 without duplicate members");
    }
  }

  private static Map<String, String> members(JsonParser parser) throws IOException, Refusal {
    var members = new HashMap<String, String>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("is no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      if (!MEMBERS.containsKey(name)) {
        throw malformed("has an unknown member");
      }
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw malformed("holds something else than a string in `" + name + "`");
      }
      members.put(name, parser.getText());
    }
    if (parser.nextToken() != null) {
      throw malformed("goes on after its object");
    }
    return members;
  }

  private static String utf8(byte[] payload) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
  }

  private static Refusal malformed(String what) {
    return new Refusal("a client", "its request " + what);
  }

  /** Without signature and token. */
  @Override
  public String toString() {
    return "SignedRequest[host=" + host + ", credential=" + credential + ", date=" + date + "]";
  }
}
