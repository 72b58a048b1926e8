package io.tributary.connect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.dynamodb.fake.Fault;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables are held against the configuration before anything is read. */
final class TableTaskTest {
  private final SinkUnderTest sink = new SinkUnderTest();

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void aTableMustBeThere() {
    assertThatThrownBy(() -> sink.open(true))
        .isInstanceOf(ConnectException.class)
        .hasMessage("`kafka_orders` must be a table, for the rows of topic orders, got none");
  }

  @Test
  void itsHashKeyMustBeTheConfiguredOne() {
    sink.dynamoDb.create(SinkUnderTest.TABLE, "orderid", "N");
    assertThatThrownBy(() -> sink.open(true))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "The hash key of topic orders must be that of the table kafka_orders, orderid, got: value.id");
  }

  @Test
  void itsSortKeyMustBeTheConfiguredOne() {
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "N", "site", "N");
    assertThatThrownBy(() -> sink.open(true))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "The sort key of topic orders must be that of the table kafka_orders, site, got: none");
    sink.task.stop();
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "N");
    assertThatThrownBy(() -> sink.open(true, "dynamodb.key.sort", "value.site"))
        .hasMessage(
            "The sort key of topic orders must be that of the table kafka_orders, none, got: value.site");
  }

  @Test
  void twoTopicsMustNotShareATable() {
    sink.open("topics", "", "topics.regex", ".*", "topic.items.table", SinkUnderTest.TABLE);
    assertThatThrownBy(() -> sink.task.open(Set.of(new TopicPartition("items", 0))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The tables of topics must differ, since their positions cannot be compared, got kafka_orders"
                + " for orders and items");
  }

  @Test
  void aTableThatIsNotToldIsAskedForAgainBeforeTheFirstRecord() {
    AtomicInteger asked = new AtomicInteger();
    sink.dynamoDb.lookUpFaults(
        () -> asked.getAndIncrement() < 2 ? Fault.INTERNAL_ERROR : Fault.NONE);
    sink.open();
    List<SinkRecord> batch = SinkUnderTest.records(0, Changes.row("id", 1L));
    assertThatThrownBy(() -> sink.task.put(batch)).isInstanceOf(RetriableException.class);
    sink.task.put(batch);

    assertThat(sink.items()).hasSize(1);
  }

  @Test
  void bothPartsOfAKeyTellTheItem() {
    sink.dynamoDb.create(SinkUnderTest.TABLE, "id", "N", "site", "S");
    sink.open(true, "dynamodb.key.sort", "value.site");
    sink.put(
        0,
        Changes.row("id", 1L, "site", "a"),
        Changes.row("id", 1L, "site", "b"),
        Changes.row("id", 1L, "site", "a", "v", 2L));

    assertThat(sink.items()).hasSize(2);
  }
}
