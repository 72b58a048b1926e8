package io.tributary.connect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseCaConfigProviderTest {

  @TempDir Path temp;
  private Path directory;

  @BeforeEach
  void name() {
    directory = temp.resolve("ca");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void writesTheBundledCertificatesAsATruststore(String requestedType) throws Exception {
    var file = Path.of(provider().get("", Set.of("truststore")).data().get("truststore"));

    assertThat(file).isAbsolute().hasParent(directory);
    assertThat(load(requestedType, file).size()).isEqualTo(bundledCount());
  }

  @Test
  void writesTheBundledCertificatesAsPem() throws Exception {
    var file = Path.of(provider().get("", Set.of("pem")).data().get("pem"));

    try (var bundled = bundled()) {
      assertThat(Files.readAllBytes(file)).isEqualTo(bundled.readAllBytes());
    }
  }

  @Test
  void givesBothPathsAndNoTimeToLive() {
    var data = provider().get("");

    assertThat(data.data()).containsOnlyKeys("pem", "truststore", "truststore-password");
    assertThat(data.ttl()).isNull();
  }

  @Test
  void keepsTheDirectoryAndFilesToItsUser() throws IOException {
    var pem = Path.of(provider().get("").data().get("pem"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pem)))
        .isEqualTo("rw-------");
  }

  @Test
  void givesTheSameFilesUntouchedTheSecondTime() throws IOException {
    var first = provider().get("").data();
    var written = Files.getLastModifiedTime(Path.of(first.get("truststore")));
    var bytes = Files.readAllBytes(Path.of(first.get("truststore")));

    assertThat(provider().get("").data()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(Path.of(first.get("truststore")))).isEqualTo(written);
    assertThat(Files.readAllBytes(Path.of(first.get("truststore")))).isEqualTo(bytes);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void restoresFilesThatWereDamagedOrRemoved() throws Exception {
    var files = provider().get("").data();
    Files.writeString(Path.of(files.get("truststore")), "damaged");
    Files.delete(Path.of(files.get("pem")));

    provider().get("");

    assertThat(load("PKCS12", Path.of(files.get("truststore"))).size()).isEqualTo(bundledCount());
    assertThat(Path.of(files.get("pem"))).isNotEmptyFile();
  }

  @Test
  void survivesManyWorkersAtOnce() throws Exception {
    var workers = Executors.newFixedThreadPool(8);
    try {
      Callable<Map<String, String>> start = () -> provider().get("").data();
      var results =
          workers.invokeAll(List.of(start, start, start, start, start, start, start, start));
      for (var result : results) {
        assertThat(load("PKCS12", Path.of(result.get().get("truststore"))).size())
            .isEqualTo(bundledCount());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  void takesOtherCertificatesInsteadOfTheBundledOnes() throws Exception {
    var other = temp.resolve("other.pem");
    var bundled = Path.of(provider().get("").data().get("pem"));
    var end = "-----END CERTIFICATE-----\n";
    var text = Files.readString(bundled);
    Files.writeString(other, text.substring(0, text.indexOf(end) + end.length()));

    var file = Path.of(provider("certificates", other.toString()).get("").data().get("truststore"));

    assertThat(load("PKCS12", file).size()).isEqualTo(1);
    assertThat(bundled).exists();
  }

  @Test
  void refusesADirectoryThatOthersMayEnter() throws IOException {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> provider().get(""))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The database CA could not be written to %s: java.io.IOException: %s must have the"
                + " permissions rwx------, it has rwxr-xr-x",
            directory, directory);
  }

  @Test
  void refusesALinkInPlaceOfTheDirectory() throws IOException {
    Files.createSymbolicLink(directory, Files.createDirectory(temp.resolve("elsewhere")));

    assertThatThrownBy(() -> provider().get(""))
        .hasMessage(
            "The database CA could not be written to %s: java.io.IOException: %s is not a directory",
            directory, directory);
  }

  @Test
  void givesThePasswordThatOpensTheTruststore() throws Exception {
    var data = provider().get("", Set.of("truststore", "truststore-password")).data();
    var store = KeyStore.getInstance("PKCS12");
    try (var bytes = Files.newInputStream(Path.of(data.get("truststore")))) {
      store.load(bytes, data.get("truststore-password").toCharArray());
    }
    assertThat(store.size()).isEqualTo(bundledCount());
  }

  @Test
  void refusesUnknownKeysPathsAndParameters() {
    assertThatThrownBy(() -> provider().get("", Set.of("jks")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The database CA has no key `jks`; it has: pem, truststore, truststore-password");
    assertThatThrownBy(() -> provider().get("rds", Set.of("pem")))
        .hasMessage(
            "A reference to the database CA has no path; write ${databaseca:truststore} or"
                + " ${databaseca:pem}, got path: rds");
    assertThatThrownBy(() -> provider("certificate", "x"))
        .hasMessage(
            "Config provider `databaseca` has no parameter `certificate`; it has: certificates,"
                + " directory");
  }

  @Test
  void refusesCertificatesThatCannotBeRead() throws IOException {
    var empty = Files.writeString(temp.resolve("empty.pem"), "");
    var text = Files.writeString(temp.resolve("text.pem"), "no certificate");
    var missing = temp.resolve("missing.pem");

    assertThatThrownBy(() -> provider("certificates", missing.toString()))
        .hasMessage("Parameter `certificates` must be a readable PEM file, got: " + missing);
    for (var file : List.of(empty, text)) {
      assertThatThrownBy(() -> provider("certificates", file.toString()))
          .hasMessage("Parameter `certificates` must hold PEM certificates, got: " + file);
    }
  }

  private DatabaseCaConfigProvider provider(String... params) {
    var all = new java.util.HashMap<String, String>();
    all.put("directory", directory.toString());
    for (var i = 0; i < params.length; i += 2) {
      all.put(params[i], params[i + 1]);
    }
    var provider = new DatabaseCaConfigProvider();
    provider.configure(all);
    return provider;
  }

  private static KeyStore load(String type, Path file) throws Exception {
    var store = KeyStore.getInstance(type);
    try (var bytes = Files.newInputStream(file)) {
      store.load(bytes, "changeit".toCharArray());
    }
    return store;
  }

  private static int bundledCount() throws Exception {
    try (var bundled = bundled()) {
      return CertificateFactory.getInstance("X.509").generateCertificates(bundled).size();
    }
  }

  private static InputStream bundled() {
    return DatabaseCaConfigProvider.class.getResourceAsStream("database-ca.pem");
  }
}
