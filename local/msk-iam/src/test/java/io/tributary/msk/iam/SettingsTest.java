package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broker configures, and how its parts find each other. */
class SettingsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {Settings.POLICIES, Settings.USAGE, Settings.EXEMPT_LISTENERS})
  void aMissingKeyIsNamed(String key) {
    var configs = new HashMap<String, Object>(new LocalPolicies(folder).write().configs());
    configs.remove(key);

    assertThatThrownBy(() -> new MskIamAuthorizer().configure(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void aPolicyFileThatCannotBeUsedEndsTheStart() {
    var policies = new LocalPolicies(folder);

    assertThatThrownBy(() -> new MskIamAuthorizer().configure(policies.configs()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(Settings.POLICIES)
        .hasMessageEndingWith("the file does not exist");
    policies.role("writer", "{\"Effect\":\"Allow\"}").write();
    assertThatThrownBy(() -> new MskIamAuthorizer().configure(policies.configs()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("roles.writer[0] must have either Action or NotAction");
  }

  @Test
  void aUsageRecordThatCannotBeWrittenEndsTheStart() {
    var configs = new HashMap<>(new LocalPolicies(folder).write().configs());
    configs.put(Settings.USAGE, folder.resolve("no/such/folder").toString());

    assertThatThrownBy(() -> new MskIamAuthorizer().configure(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(Settings.USAGE);
  }

  @Test
  void oneStatePerPolicyFile() {
    var policies = new LocalPolicies(folder).write();
    var access = Settings.access(policies.configs());
    var other = new HashMap<>(policies.configs());
    other.put(Settings.POLICIES, folder.resolve("x/../policies.json").toString());

    assertThat(Settings.access(other)).isSameAs(access);

    other.put(Settings.USAGE, folder.resolve("other.jsonl").toString());
    assertThatThrownBy(() -> Settings.access(other))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(Settings.USAGE);
  }

  @Test
  void exemptListenersMayBeNoneAndAreNamedInAnyCase() {
    assertThat(Settings.exemptListeners(Map.of(Settings.EXEMPT_LISTENERS, ""))).isEmpty();
    assertThat(Settings.exemptListeners(new LocalPolicies(folder).configs()))
        .containsExactlyInAnyOrder("CONTROLLER", "INTERNAL");
  }

  /** As Kafka finds it: the login module is loaded, then Java is asked for the mechanism. */
  @Test
  void javaFindsTheServerThatTheLoginModuleRegisters() throws Exception {
    var policies =
        new LocalPolicies(folder)
            .role("reader", LocalPolicies.CONNECT, LocalPolicies.allow("*", "*"))
            .write();
    var module = new ServerLoginModule();
    module.initialize(null, null, null, null);
    assertThat(module.login() && module.commit() && module.logout()).isTrue();

    var server =
        Sasl.createSaslServer("AWS_MSK_IAM", "kafka", "localhost", policies.configs(), null);
    server.evaluateResponse(ClientRequest.reader().bytes());

    var authorizer = new MskIamAuthorizer();
    authorizer.configure(policies.configs());
    var request = FakeRequest.of("IAM", server.getAuthorizationID());
    assertThat(authorizer.authorize(request, List.of(FakeRequest.topic(AclOperation.READ, "a"))))
        .containsExactly(AuthorizationResult.ALLOWED);
    assertThat(policies.shortUses())
        .containsExactly("reader Connect  allow", "reader ReadData a allow");
  }

  @Test
  void theFactoryMakesNoOtherServer() {
    var factory = new MskIamSaslServerFactory();

    assertThat(factory.getMechanismNames(null)).containsExactly("AWS_MSK_IAM");
    assertThatThrownBy(() -> factory.createSaslServer("PLAIN", "kafka", "x", null, null))
        .isInstanceOf(SaslException.class);
  }
}
