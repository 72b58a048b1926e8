package io.tributary.connect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsManagerConfigProviderTest {

  private static final String NAME = "dev/salesdb-AbCdEf";
  private static final String VALUE = "hunter2-never-shown";

  private final FakeSecretsManager secrets;
  private final SecretsManagerConfigProvider provider = new SecretsManagerConfigProvider();

  SecretsManagerConfigProviderTest() throws IOException {
    secrets = new FakeSecretsManager();
  }

  @BeforeEach
  void configure() {
    provider.configure(Map.of("region", "us-east-1", "timeout.ms", "5000"));
  }

  @AfterEach
  void close() {
    provider.close();
    secrets.close();
  }

  @Test
  void readsTheNamedKeysOfAFlatSecret() {
    secrets.hold(
        NAME, "{\"username\":\"cdc\",\"password\":\"p:$\\\"{}\",\"port\":3306,\"tls\":true}");

    var data = provider.get(NAME, Set.of("password", "port"));

    assertThat(data.data()).isEqualTo(Map.of("password", "p:$\"{}", "port", "3306"));
    assertThat(data.ttl()).isNull();
  }

  @Test
  void readsEveryKeyWhenNoneIsNamed() {
    secrets.hold(NAME, "{\"username\":\"cdc\",\"tls\":true}");

    var data = provider.get(NAME);

    assertThat(data.data()).isEqualTo(Map.of("username", "cdc", "tls", "true"));
    assertThat(data.ttl()).isNull();
  }

  @Test
  void readsTheSecretAnewEachTime() {
    secrets.hold(NAME, "{\"password\":\"old\"}");
    provider.get(NAME);
    secrets.hold(NAME, "{\"password\":\"new\"}");

    assertThat(provider.get(NAME).data()).isEqualTo(Map.of("password", "new"));
    assertThat(secrets.calls()).isEqualTo(2);
  }

  @Test
  void failsOnAMissingSecret() {
    fails(
        NAME,
        "password",
        "Secret `" + NAME + "` does not exist in us-east-1 or has no current version");
  }

  @Test
  void failsOnAMissingKeyAndNamesThoseThatExist() {
    secrets.hold(NAME, "{\"username\":\"cdc\",\"password\":\"" + VALUE + "\"}");

    fails(
        NAME,
        "Password",
        "Secret `" + NAME + "` has no key `Password`; it has: username, password");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hunter2-never-shown                     | it is text that is not JSON
          {"password":"hunter2-never-shown"       | it is text that is not JSON
          ["hunter2-never-shown"]                 | it is a JSON array
          "hunter2-never-shown"                   | it is a JSON scalar
          null                                    | it is a JSON null
          {"password":["hunter2-never-shown"]}    | its key `password` holds an array
          {"password":{"v":"hunter2-never-shown"}}| its key `password` holds an object
          {"password":null}                       | its key `password` holds null
          """)
  void failsOnASecretThatIsNotAFlatObject(String text, String found) {
    secrets.hold(NAME, text);

    fails(NAME, "password", "Secret `" + NAME + "` must be a flat JSON object, but " + found);
  }

  @Test
  void failsOnABinarySecret() {
    secrets.holdBinary(NAME);

    fails(NAME, "password", "Secret `" + NAME + "` must be a flat JSON object, but it is binary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AccessDeniedException  | Access to secret `s` is denied: the connector's role needs secretsmanager:GetSecretValue on it
          DecryptionFailure      | Secret `s` can't be decrypted: the connector's role needs kms:Decrypt on its key
          InvalidRequestException| Secret `s` can't be read, it is probably being deleted
          ValidationException    | Secret `s` could not be read: Secrets Manager answered 400 ValidationException
          """)
  void failsInTheOwnersTermsWhenRefused(String code, String message) {
    secrets.refuse("s", code);

    fails("s", "password", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                | A reference names no secret; write ${secretsmanager:<secret name>:<key>}
          ''                  | A reference names no secret; write ${secretsmanager:<secret name>:<key>}
          arn                 | A secret must be referred to by its name, not by its ARN: Kafka Connect ends the name at the first `:`, so of the ARN only `arn` is left
          salesdb?ttl=60000   | Secret name `salesdb?ttl=60000` carries an option, but there is none: a value never expires, it is read again when the connector restarts
          sales db            | Secret name `sales db` must be 1 to 512 letters, digits and /_+=.@- characters
          """)
  void failsOnAnIllegalNameWithoutAsking(String name, String message) {
    fails(name, "password", message);
    assertThat(secrets.calls()).isZero();
  }

  @Test
  void failsWhenSecretsManagerCannotBeReached() {
    secrets.close();
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");

    assertThatThrownBy(() -> provider.get(NAME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Secret `" + NAME + "` could not be read");
  }

  @Test
  void neverLogsAValueAtAnyLevel() {
    secrets.hold(NAME, "{\"password\":\"" + VALUE + "\"}");
    secrets.hold("broken", "{\"password\":\"" + VALUE + "\",}");

    try (var log = new RecordedLog()) {
      provider.get(NAME, Set.of("password"));
      catchThrowable(() -> provider.get(NAME, Set.of("other")));
      catchThrowable(() -> provider.get("broken", Set.of("password")));

      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(VALUE));
    }
  }

  @Test
  void refusesParametersThatItDoesNotHave() {
    assertThatThrownBy(() -> provider.configure(Map.of("regoin", "us-east-1")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Config provider `secretsmanager` has no parameter `regoin`; it has: region, timeout.ms");
    assertThatThrownBy(() -> provider.configure(Map.of("region", "us east 1")))
        .hasMessage(
            "Invalid value us east 1 for configuration region: must be a region such as us-east-1");
    assertThatThrownBy(() -> provider.configure(Map.of("timeout.ms", "1")))
        .hasMessage("Invalid value 1 for configuration timeout.ms: Value must be at least 1000");
  }

  private void fails(String name, String key, String message) {
    var thrown = catchThrowable(() -> provider.get(name, Set.of(key)));

    assertThat(thrown).isInstanceOf(ConfigException.class).hasMessage(message);
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(VALUE);
  }
}
