package io.tributary.msk.iam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/** Decides whether a signed request proves whose it is. */
final class RequestVerifier {

  /** How long a request may be valid; the client asks for as much. */
  static final Duration LONGEST = Duration.ofSeconds(900);

  /** How far the client's clock may run ahead. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

  private final Clock clock;

  RequestVerifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * @return the role whose key signed the request
   * @throws Refusal if the key is unknown or not the signer's, or the request is for another region
   *     or service, expired, not yet valid or valid for too long
   */
  String verify(SignedRequest request, Policies policies) throws Refusal {
    var credential = request.credential();
    var key = policies.keys().get(credential.keyId());
    require(key != null, "access key " + credential.keyId(), "nobody has this key");
    var who = "role " + key.role() + ", access key " + credential.keyId();
    scope(who, request, policies.cluster().region());
    require(
        request.securityToken() != null || key.sessionToken() == null,
        who,
        "the session token is missing");
    require(
        request.securityToken() == null || key.sessionToken() != null,
        who,
        "the key has no session token, but one was sent");
    require(
        key.sessionToken() == null || same(request.securityToken(), key.sessionToken()),
        who,
        "the session token is another one");
    require(
        same(request.signature(), Signature.of(request, key.secretAccessKey())),
        who,
        "the signature does not match; the secret access key is another one, or what it signed was"
            + " changed");
    time(who, request);
    return key.role();
  }

  private static void scope(String who, SignedRequest request, String region) throws Refusal {
    var credential = request.credential();
    require(
        credential.region().equals(region),
        who,
        "signed for region " + credential.region() + ", not for " + region);
    require(
        credential.service().equals("kafka-cluster"),
        who,
        "signed for service " + credential.service() + ", not for kafka-cluster");
    require(
        credential.terminator().equals("aws4_request"), who, "the scope must end in aws4_request");
    require(
        request.date().startsWith(credential.date()), who, "scope and request have different days");
  }

  private void time(String who, SignedRequest request) throws Refusal {
    var signed = instant(who, request.date());
    var validity = Duration.ofSeconds(Long.parseLong(request.expires()));
    require(
        !validity.isZero() && validity.compareTo(LONGEST) <= 0,
        who,
        "valid for " + validity.toSeconds() + " s, must be 1 to " + LONGEST.toSeconds());
    var now = clock.instant();
    require(!now.isAfter(signed.plus(validity)), who, "expired");
    require(
        !signed.isAfter(now.plus(SKEW)),
        who,
        "signed more than " + SKEW.toSeconds() + " s in the future");
  }

  private static Instant instant(String who, String date) throws Refusal {
    try {
      return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Refusal(who, "the date of signing is none");
    }
  }

  /** In a time that does not tell how much is equal. */
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(boolean holds, String who, String reason) throws Refusal {
    if (!holds) {
      throw new Refusal(who, reason);
    }
  }
}
