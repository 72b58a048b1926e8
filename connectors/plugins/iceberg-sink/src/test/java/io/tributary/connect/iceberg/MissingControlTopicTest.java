package io.tributary.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.testkit.FaultRow;
import io.tributary.connect.testkit.LocalConnect;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A control topic that nobody made, in a cluster that makes none by itself. */
@ExtendWith(LocalConnect.class)
final class MissingControlTopicTest {
  private static final int ROWS = 100;

  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void stop() {
    sink.stop();
  }

  @Test
  void stopsTheTaskByName() {
    sink.startWithoutControlTopic(sink.typed(settings()));

    assertThat(sink.awaitFailure())
        .contains(
            "control topic control-"
                + sink.topic
                + " is not there, so tasks could not agree on a commit and no row would come into a"
                + " table: make it with one partition");
  }

  @Tag("faults")
  @Test
  void losesNothingOnceItIsThere() {
    sink.startWithoutControlTopic(sink.typed(settings()));
    for (int id = 0; id < ROWS; id++) {
      sink.produce("{\"id\":" + id + "}");
    }
    sink.awaitFailure();
    sink.makeControlTopic();
    sink.restart();

    int found = sink.awaitRows(ROWS).size();
    new FaultRow("iceberg sink: control topic missing", 0, ROWS - found, 0, 0).tell();
  }

  private Map<String, String> settings() {
    return Map.of(
        "topic." + sink.topic + ".table", "db.t",
        "topic." + sink.topic + ".columns", "[[\"id\",\"BIGINT\"]]");
  }
}
