package io.tributary.connect.orders;

import static io.tributary.connect.orders.SimulatedSource.config;
import static io.tributary.connect.orders.SimulatedSource.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrdersSourceTaskTest {
  private final SimulatedSource source = new SimulatedSource();

  @Test
  void oneTaskYieldsRisingIds() {
    source.start(1, config("count", "1000", "rate.per.second", "100000"));
    assertThat(ids(source.pollForSeconds(10))).isEqualTo(range(0, 1_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void tasksTogetherYieldEachOrderOnce(int tasks) {
    source.start(tasks, config("count", "1001", "rate.per.second", "100000"));
    assertThat(source.tasks()).isEqualTo(tasks);
    assertThat(ids(source.pollForSeconds(20))).containsExactlyInAnyOrderElementsOf(range(0, 1_001));
    assertThat(source.pollForSeconds(3)).isEmpty();
  }

  @Test
  void goesOnWhereItStoppedWhateverTheNumberOfTasks() {
    Map<String, String> config = config("rate.per.second", "100");
    List<Long> found = new ArrayList<>();
    for (int tasks : new int[] {1, 3, 2, 5, 1}) {
      source.start(tasks, config);
      found.addAll(ids(source.pollForSeconds(7)));
    }
    source.start(2, config("count", "5000", "rate.per.second", "100000"));
    found.addAll(ids(source.pollForSeconds(30)));
    assertThat(found).containsExactlyInAnyOrderElementsOf(range(0, 5_000));
  }

  @Test
  void theSameSeedGivesTheSameRecords() {
    Map<String, String> config = config("count", "50", "rate.per.second", "1000", "seed", "9");
    List<Object> once = values(new SimulatedSource().start(1, config).pollForSeconds(60));
    assertThat(once).hasSize(50);
    assertThat(values(new SimulatedSource().start(1, config).pollForSeconds(60))).isEqualTo(once);
    config.put("seed", "10");
    assertThat(values(new SimulatedSource().start(1, config).pollForSeconds(60)))
        .isNotEqualTo(once);
  }

  @Test
  void keepsTheRateOfAllTasksTogether() {
    source.start(3, config("rate.per.second", "30"));
    source.pollAll(1);
    int found = 0;
    for (int i = 0; i < 100; i++) {
      source.ticker().advance(100);
      found += source.pollAll(1).size();
    }
    assertThat(found).isEqualTo(300);
  }

  @Test
  void waitsForTheNextOrderWhereTheRateIsLow() {
    source.start(1, config("rate.per.second", "0.1"));
    long begun = source.ticker().nanos();
    List<SourceRecord> found = new ArrayList<>();
    while (found.size() < 3) {
      found.addAll(source.poll(0));
    }
    assertThat(source.ticker().nanos() - begun).isEqualTo(20_000_000_000L);
  }

  @Test
  void catchesUpWithNoMoreThanASecond() {
    source.start(1, config("rate.per.second", "50"));
    source.pollAll(1);
    source.ticker().advance(60_000);
    assertThat(source.poll(0)).hasSize(50);
  }

  @Test
  void withoutASchemaValuesAreMaps() {
    source.start(1, config("count", "1"));
    SourceRecord record = source.poll(0).get(0);
    assertThat(record.topic()).isEqualTo("orders");
    assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(record.key()).isEqualTo("0");
    assertThat(record.valueSchema()).isNull();
    assertThat(json(record))
        .isEqualTo(
            "{\"ordertime\":1487715775521,\"orderid\":0,\"itemid\":\"Item_604\",\"orderunits\":5.84,"
                + "\"address\":{\"city\":\"City_35\",\"state\":\"State_43\",\"zipcode\":43515}}");
  }

  @Test
  void withASchemaValuesAreStructsOfTheSameText() {
    source.start(1, config("count", "1", "with.schema", "true"));
    SourceRecord record = source.poll(0).get(0);
    ((Struct) record.value()).validate();
    SimulatedSource plain = new SimulatedSource().start(1, config("count", "1"));
    assertThat(json(record)).isEqualTo(json(plain.poll(0).get(0)));
  }

  private static String json(SourceRecord record) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      byte[] bytes =
          converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static List<Object> values(List<SourceRecord> records) {
    return records.stream().map(SourceRecord::value).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
