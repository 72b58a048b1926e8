package io.tributary.connect.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the certificates that Amazon RDS and Aurora sign with to a file of the worker, so that a
 * connector can verify its database fully: {@code ${databaseca:truststore}} resolves to the path of
 * a PKCS12 truststore, {@code ${databaseca:truststore-password}} to its password, and {@code
 * ${databaseca:pem}} to the path of a PEM file. The certificates ship inside this jar.
 *
 * <p>The password guards nothing: certificates are public, and the directory is private. It is a
 * key all the same, so that no configuration has to hold a literal under a key named password.
 */
public final class DatabaseCaConfigProvider implements ConfigProvider {

  private static final Logger log = LoggerFactory.getLogger(DatabaseCaConfigProvider.class);

  static final String CERTIFICATES = "certificates";
  static final String DIRECTORY = "directory";

  private static final String PEM = "pem";
  private static final String TRUSTSTORE = "truststore";
  private static final String TRUSTSTORE_PASSWORD = "truststore-password";
  private static final String BUNDLED = "database-ca.pem";

  private static final ConfigDef PARAMS =
      new ConfigDef()
          .define(
              CERTIFICATES,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "PEM file whose certificates replace the bundled ones.")
          .define(
              DIRECTORY,
              Type.STRING,
              null,
              Importance.LOW,
              "Directory for the files; made with permissions rwx------ when it is missing, refused"
                  + " when it is open to others. Default: database-ca-<user> below java.io.tmpdir.");

  private CertificateBundle bundle;
  private Path directory;

  @Override
  public void configure(Map<String, ?> params) {
    var checked = new ProviderParams("databaseca", PARAMS, params);
    var certificates = checked.getString(CERTIFICATES);
    bundle = certificates == null ? bundled() : fromFile(certificates);
    directory =
        checked.getString(DIRECTORY) == null
            ? Path.of(
                System.getProperty("java.io.tmpdir"),
                "database-ca-" + System.getProperty("user.name"))
            : Path.of(checked.getString(DIRECTORY));
    log.info(
        "Databases are verified against {} certificates from {}",
        bundle.size(),
        certificates == null ? "the bundled list" : certificates);
  }

  /** Both files and the password. */
  @Override
  public ConfigData get(String path) {
    return get(path, Set.of(PEM, TRUSTSTORE, TRUSTSTORE_PASSWORD));
  }

  /**
   * @param path must be empty: the reference is {@code ${databaseca:<key>}}
   * @param keys {@code pem}, {@code truststore}, {@code truststore-password}
   * @return absolute paths of files that exist when this returns, and the password
   * @throws ConfigException if a key is unknown or a file can't be written
   */
  @Override
  public ConfigData get(String path, Set<String> keys) {
    if (path != null && !path.isEmpty()) {
      throw new ConfigException(
          String.format(
              "A reference to the database CA has no path; write ${databaseca:truststore} or"
                  + " ${databaseca:pem}, got path: %s",
              path));
    }
    var values = new HashMap<String, String>();
    for (var key : keys) {
      values.put(
          key,
          TRUSTSTORE_PASSWORD.equals(key)
              ? new String(CertificateBundle.TRUSTSTORE_PASSWORD)
              : file(key).toAbsolutePath().toString());
    }
    return new ConfigData(values);
  }

  @Override
  public void close() {
    // The files stay: a connector goes on reading them after the worker has dropped its provider.
  }

  private Path file(String key) {
    try {
      var target = PrivateDirectory.at(directory);
      return switch (key) {
        case PEM -> target.put(bundle.fingerprint() + ".pem", bundle::isPem, bundle::pem);
        case TRUSTSTORE ->
            target.put(bundle.fingerprint() + ".p12", bundle::isTruststore, this::truststore);
        default ->
            throw new ConfigException(
                String.format(
                    "The database CA has no key `%s`; it has: pem, truststore, truststore-password",
                    key));
      };
    } catch (IOException e) {
      throw Failure.because(e, "The database CA could not be written to %s: %s", directory, e);
    }
  }

  private byte[] truststore() throws IOException {
    try {
      return bundle.truststore();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static CertificateBundle bundled() {
    try (var resource = DatabaseCaConfigProvider.class.getResourceAsStream(BUNDLED)) {
      return CertificateBundle.parse(resource.readAllBytes());
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("The bundled certificates are unreadable", e);
    }
  }

  private static CertificateBundle fromFile(String file) {
    try {
      return CertificateBundle.parse(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw Failure.because(
          e, "Parameter `certificates` must be a readable PEM file, got: %s", file);
    } catch (CertificateException e) {
      throw Failure.because(
          e, "Parameter `certificates` must hold PEM certificates, got: %s", file);
    }
  }
}
