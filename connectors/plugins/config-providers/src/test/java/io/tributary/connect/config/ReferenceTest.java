package io.tributary.connect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References as they stand in a connector's configuration, resolved by Kafka's own code. */
class ReferenceTest {

  @TempDir Path temp;
  private FakeSecretsManager secrets;
  private Map<String, ConfigProvider> providers;
  private ConfigTransformer transformer;

  @BeforeEach
  void configure() throws Exception {
    secrets = new FakeSecretsManager();
    secrets.hold("a/b-AbCdEf", "{\"username\":\"cdc\",\"password\":\"s3cret\"}");
    providers = new HashMap<>();
    for (var provider : ServiceLoader.load(ConfigProvider.class)) {
      if (provider instanceof SecretsManagerConfigProvider) {
        provider.configure(Map.of("region", "us-east-1"));
        providers.put("secretsmanager", provider);
      } else if (provider instanceof DatabaseCaConfigProvider) {
        provider.configure(Map.of("directory", temp.resolve("ca").toString()));
        providers.put("databaseca", provider);
      }
    }
    transformer = new ConfigTransformer(providers);
  }

  @AfterEach
  void close() throws Exception {
    for (var provider : providers.values()) {
      provider.close();
    }
    secrets.close();
  }

  @Test
  void bothProvidersAreFoundByTheirServiceFile() {
    assertThat(providers).containsOnlyKeys("secretsmanager", "databaseca");
  }

  @Test
  void resolvesSecretsAndTheDatabaseCa() {
    var result =
        transformer.transform(
            Map.of(
                "database.user", "${secretsmanager:a/b-AbCdEf:username}",
                "database.password", "${secretsmanager:a/b-AbCdEf:password}",
                "database.ssl.truststore", "${databaseca:truststore}",
                "database.port", "3306"));

    assertThat(result.data())
        .containsEntry("database.user", "cdc")
        .containsEntry("database.password", "s3cret")
        .containsEntry("database.port", "3306");
    assertThat(Path.of(result.data().get("database.ssl.truststore"))).isRegularFile();
    assertThat(Files.exists(temp.resolve("ca"))).isTrue();
    assertThat(result.ttls()).isEmpty();
    assertThat(secrets.calls()).isEqualTo(1);
  }

  @Test
  void explainsWhyAnArnDoesNotWork() {
    var arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:a/b-AbCdEf";

    assertThatThrownBy(
            () -> transformer.transform(Map.of("x", "${secretsmanager:" + arn + ":password}")))
        .hasMessageStartingWith("A secret must be referred to by its name, not by its ARN");
  }
}
