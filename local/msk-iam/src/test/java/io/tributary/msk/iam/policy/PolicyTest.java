package io.tributary.msk.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  private static final String ARN = "arn:aws:kafka:us-east-1:111111111111:topic/main/uuid-1/";

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/policy-cases.txt", delimiter = '|', numLinesToSkip = 3)
  void decides(String name, String expected, String topic, String statements) {
    var decision =
        policy(statements == null ? "" : statements).decide("kafka-cluster:ReadData", ARN + topic);

    assertThat(decision.outcome().name().toLowerCase()).startsWith(expected);
    assertThat(decision.allowed()).isEqualTo(expected.equals("allow"));
    assertThat(decision.matches().isEmpty()).isEqualTo(expected.equals("implicit"));
  }

  @Test
  void namesEveryPairOfPatternsThatAllowed() {
    var decision =
        policy(
                allow("['k:ReadData','k:*']", "['T:a','T:b','*']")
                    + ","
                    + allow("'k:X'", "'*'")
                    + ",{'Effect':'Allow','NotAction':['k:X','k:Y'],'NotResource':'T:b'}")
            .decide("kafka-cluster:ReadData", ARN + "a");

    assertThat(decision.matches())
        .containsExactly(
            new Match(0, "kafka-cluster:ReadData", ARN + "a"),
            new Match(0, "kafka-cluster:ReadData", "*"),
            new Match(0, "kafka-cluster:*", ARN + "a"),
            new Match(0, "kafka-cluster:*", "*"),
            new Match(2, "NotAction kafka-cluster:X, kafka-cluster:Y", "NotResource " + ARN + "b"));
    assertThat(decision.denyingStatement()).isNull();
  }

  @Test
  void namesOnlyDenyingPatternsAndTheFirstStatementBySidOrIndex() {
    var anonymous = allow("'*'", "'*'") + "," + deny("'k:*'", "'T:a'");
    var named = "{'Sid':'NoRead','Effect':'Deny','Action':'k:ReadData','Resource':'*'}";

    var byIndex = policy(anonymous + "," + named).decide("kafka-cluster:ReadData", ARN + "a");
    var bySid = policy(named + "," + anonymous).decide("kafka-cluster:ReadData", ARN + "a");

    assertThat(byIndex.denyingStatement()).isEqualTo("1");
    assertThat(byIndex.matches())
        .containsExactly(
            new Match(1, "kafka-cluster:*", ARN + "a"),
            new Match(2, "kafka-cluster:ReadData", "*"));
    assertThat(bySid.denyingStatement()).isEqualTo("NoRead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'text'",
        "{'Effect':'Allow','Action':'k:A'}",
        "{'Effect':'Allow','Resource':'*'}",
        "{'Action':'k:A','Resource':'*'}",
        "{'Effect':'allow','Action':'k:A','Resource':'*'}",
        "{'Effect':true,'Action':'k:A','Resource':'*'}",
        "{'Effect':'Allow','Action':'k:A','NotAction':'k:B','Resource':'*'}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','NotResource':'*'}",
        "{'Effect':'Allow','Action':[],'Resource':'*'}",
        "{'Effect':'Allow','Action':'k:A','Resource':[]}",
        "{'Effect':'Allow','Action':['k:A',1],'Resource':'*'}",
        "{'Effect':'Allow','Action':'k:A','Resource':null}",
        "{'Effect':'Allow','Action':'k:A','Resource':{'Ref':'Topic'}}",
        "{'Effect':'Allow','Action':'k:A','Resource':['*',{'Ref':'Topic'}]}",
        "{'Effect':'Allow','Action':'ReadData','Resource':'*'}",
        "{'Effect':'Allow','Action':'k:','Resource':'*'}",
        "{'Effect':'Allow','Action':'*:ReadData','Resource':'*'}",
        "{'Effect':'Allow','Action':'k:A','Resource':'topic/a'}",
        "{'Effect':'Allow','Action':'k:A','Resource':''}",
        "{'Effect':'Deny','Action':'k:A','Resource':'arn:aws:kafka:::topic/${aws:username}'}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','Principal':'*'}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','NotPrincipal':'*'}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','condition':{}}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','Condition':'x'}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','Condition':null}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','Sid':1}",
        "{'Effect':'Allow','Action':'k:A','Resource':'*','Sid':'a\\nb'}",
      })
  void refusesAStatementThatItDoesNotWhollyUnderstand(String statement) {
    assertThatThrownBy(() -> policy(allow("'k:A'", "'*'") + "," + statement))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("roles.r[1] ");
  }

  @Test
  void refusesWhatIsNoList() throws Exception {
    for (var json : new String[] {"{}", "null", "\"x\""}) {
      var node = new ObjectMapper().readTree(json);
      assertThatThrownBy(() -> PolicyReader.read("roles.r", node))
          .hasMessage("roles.r must be a list of statements");
    }
  }

  @Test
  void aPatternOfManyStarsTakesNoTime() {
    var pattern = new Wildcard("*a".repeat(2_000) + "b", false);

    Assertions.assertTimeout(
        Duration.ofSeconds(2), () -> assertThat(pattern.matches("a".repeat(10_000))).isFalse());
  }

  private static String allow(String action, String resource) {
    return statement("Allow", action, resource);
  }

  private static String deny(String action, String resource) {
    return statement("Deny", action, resource);
  }

  private static String statement(String effect, String action, String resource) {
    return String.format("{'Effect':'%s','Action':%s,'Resource':%s}", effect, action, resource);
  }

  private static Policy policy(String statements) {
    var json =
        statements.replace("'k:", "'kafka-cluster:").replace("'T:", "'" + ARN).replace('\'', '"');
    try {
      return PolicyReader.read("roles.r", new ObjectMapper().readTree("[" + json + "]"));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
