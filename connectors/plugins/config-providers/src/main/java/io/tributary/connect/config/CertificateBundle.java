package io.tributary.connect.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Certificates that a database's certificate may be signed by, in the two forms that clients read.
 */
final class CertificateBundle {

  static final char[] TRUSTSTORE_PASSWORD = "changeit".toCharArray();

  private static final String TRUSTSTORE_TYPE = "PKCS12";

  private final byte[] pem;
  private final List<Certificate> certificates;

  private CertificateBundle(byte[] pem, List<Certificate> certificates) {
    this.pem = pem;
    this.certificates = certificates;
  }

  /**
   * @throws CertificateException if the bytes are not PEM or hold no certificate
   */
  static CertificateBundle parse(byte[] pem) throws CertificateException {
    var parsed =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (parsed.isEmpty()) {
      throw new CertificateException("no certificate found");
    }
    return new CertificateBundle(pem.clone(), List.copyOf(parsed));
  }

  byte[] pem() {
    return pem.clone();
  }

  int size() {
    return certificates.size();
  }

  /** Name for files of this content: equal bundles share one, different bundles never do. */
  String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(pem);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /** A new truststore's bytes. They differ from call to call, because the format salts them. */
  byte[] truststore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(TRUSTSTORE_TYPE);
    store.load(null, TRUSTSTORE_PASSWORD);
    for (var i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(String.format("ca-%03d", i), certificates.get(i));
    }
    var bytes = new ByteArrayOutputStream();
    store.store(bytes, TRUSTSTORE_PASSWORD);
    return bytes.toByteArray();
  }

  /** Whether the bytes are a truststore of exactly these certificates. */
  boolean isTruststore(byte[] bytes) {
    try {
      var store = KeyStore.getInstance(TRUSTSTORE_TYPE);
      store.load(new ByteArrayInputStream(bytes), TRUSTSTORE_PASSWORD);
      var found = new HashSet<Certificate>();
      for (var alias : Collections.list(store.aliases())) {
        found.add(store.getCertificate(alias));
      }
      return found.equals(new HashSet<>(certificates));
    } catch (GeneralSecurityException | IOException e) {
      return false;
    }
  }

  /** Whether the bytes are this bundle's PEM text. */
  boolean isPem(byte[] bytes) {
    return Arrays.equals(pem, bytes);
  }
}
