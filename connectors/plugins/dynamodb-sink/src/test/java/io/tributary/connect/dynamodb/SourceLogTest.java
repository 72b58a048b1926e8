package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SourceLogTest {

  /** The table of cases that the change engine is held against, too. */
  static Stream<Arguments> cases() throws IOException {
    try (InputStream table = SourceLogTest.class.getResourceAsStream("/positions.json")) {
      List<Arguments> cases = new ArrayList<>();
      new ObjectMapper()
          .readTree(table)
          .forEach(each -> cases.add(Arguments.of(each.get("name").asText(), each)));
      return cases.stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void tellsPlacesAsTheEngineDoes(String name, JsonNode given) {
    Row envelope = Row.of(null, Epochs.parsed(given.get("value").toString())).orElseThrow();
    Row source = envelope.row("source").orElseThrow();
    Epochs epochs = Epochs.parse("epochs", given.get("epochs").toString());
    long offset = given.get("offset").asLong();
    int epoch = epochs.of(given.get("partition").asInt(), offset);
    SourceLog log = SourceLog.of(source);

    assertThat(log.text(source, envelope.text("op"), epoch, offset).orElse(null))
        .isEqualTo(given.get("position").textValue());
    assertThat(log.server(source, envelope.text("op")).orElse(null))
        .isEqualTo(given.get("server").textValue());
  }

  @Test
  void aPlaceIsToldWithoutAWordInTheLog() {
    Row source =
        Row.of(null, Changes.row("connector", "postgresql", "sequence", "[\"7\",\"9\"]"))
            .orElseThrow();
    SourceLog.POSTGRES_LSN.text(source, "c", 0, 1);
    List<String> lines = new ArrayList<>();
    AppenderSkeleton appender =
        new AppenderSkeleton() {
          @Override
          protected void append(LoggingEvent event) {
            lines.add(event.getLoggerName());
          }

          @Override
          public boolean requiresLayout() {
            return false;
          }

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("org.apache.kafka.connect.json");
    Level level = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
    try {
      SourceLog.POSTGRES_LSN.text(source, "c", 0, 2);
    } finally {
      logger.removeAppender(appender);
      logger.setLevel(level);
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void placesInATopicAreOrderedByEpochThenOffset() {
    assertThat(
            List.of(
                SourceLog.ofRecord(0, 3, 9),
                SourceLog.ofRecord(0, 3, 10),
                SourceLog.ofRecord(0, 3, Long.MAX_VALUE),
                SourceLog.ofRecord(1, 3, 0)))
        .isSorted()
        .contains("0000-0000000003-09223372036854775807");
  }

  @Test
  void placesOfTwoKindsAreComparedByEpochAlone() {
    String inTopic = SourceLog.ofRecord(0, 3, 9);
    String inBinlog = "0000-0000000003-00000000000000000400-0000000000-1-00000000000000000005";
    assertThat(SourceLog.comparable(inBinlog, inTopic)).isFalse();
    assertThat(SourceLog.comparable(inBinlog, SourceLog.ofRecord(1, 3, 9))).isTrue();
    assertThat(SourceLog.comparable(inTopic, SourceLog.ofRecord(0, 4, 9))).isTrue();
    assertThat(SourceLog.comparable("", inTopic)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a change further on in the log, from an earlier record | 3 | 500 | 1 | 4 | true",
        "a change further on, from a later record: a replay | 3 | 500 | 1 | 9 | false",
        "a change at the same place | 3 | 400 | 1 | 4 | false",
        "an earlier change | 3 | 300 | 1 | 4 | false",
        "a later file | 4 | 4 | 1 | 4 | true",
      })
  void knowsRowsOfASnapshotOfAnotherLog(
      String name, int file, int pos, int kind, int offset, boolean back) {
    String row = "0000-0000000003-00000000000000000400-0000000000-0-00000000000000000005";
    String written = "0000-%010d-%020d-0000000000-%d-%020d".formatted(file, pos, kind, offset);
    assertThat(SourceLog.MYSQL_BINLOG.wentBack(row, written)).isEqualTo(back);
    String later = row.replaceFirst("0000", "0001");
    assertThat(SourceLog.MYSQL_BINLOG.wentBack(later, written)).isFalse();
  }
}
