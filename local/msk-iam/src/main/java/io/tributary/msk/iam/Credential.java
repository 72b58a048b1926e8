package io.tributary.msk.iam;

import java.util.regex.Pattern;

/**
 * A credential with its scope, as {@code X-Amz-Credential} holds it. Each part is safe to log.
 *
 * @param keyId access key id
 * @param date day of signing as {@code yyyyMMdd}
 * @param region region that the request is signed for
 * @param service service that it is signed for
 * @param terminator {@code aws4_request}
 */
record Credential(String keyId, String date, String region, String service, String terminator) {

  /** The parts as they are written. */
  static final Pattern SHAPE =
      Pattern.compile(
          "(\\w{1,128})/(\\d{8})/([A-Za-z0-9-]{1,64})/([A-Za-z0-9-]{1,64})/(\\w{1,64})");

  /**
   * @throws IllegalArgumentException if the text has not that {@link #SHAPE}
   */
  static Credential parse(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no credential with its scope");
    }
    return new Credential(
        parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5));
  }

  /** What the signature is good for. */
  String scope() {
    return String.join("/", date, region, service, terminator);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return keyId + "/" + scope();
  }
}
