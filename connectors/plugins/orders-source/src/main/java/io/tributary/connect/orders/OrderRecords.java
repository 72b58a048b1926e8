package io.tributary.connect.orders;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Orders as records: the key is the order's id as text, the value a struct or a map.
 *
 * @param withSchema whether values have a schema
 */
record OrderRecords(String topic, boolean withSchema) {
  private static final Schema ADDRESS =
      SchemaBuilder.struct()
          .name("io.tributary.orders.Address")
          .field("city", Schema.STRING_SCHEMA)
          .field("state", Schema.STRING_SCHEMA)
          .field("zipcode", Schema.INT64_SCHEMA)
          .build();
  private static final Schema ORDER =
      SchemaBuilder.struct()
          .name("io.tributary.orders.Order")
          .field("ordertime", Schema.INT64_SCHEMA)
          .field("orderid", Schema.INT64_SCHEMA)
          .field("itemid", Schema.STRING_SCHEMA)
          .field("orderunits", Schema.FLOAT64_SCHEMA)
          .field("address", ADDRESS)
          .build();

  SourceRecord record(Order order, Lane lane) {
    return new SourceRecord(
        lane.sourcePartition(),
        lane.offsetAfter(order.orderid()),
        topic,
        null,
        Schema.STRING_SCHEMA,
        Long.toString(order.orderid()),
        withSchema ? ORDER : null,
        withSchema ? struct(order) : map(order));
  }

  private static Struct struct(Order order) {
    Order.Address address = order.address();
    return new Struct(ORDER)
        .put("ordertime", order.ordertime())
        .put("orderid", order.orderid())
        .put("itemid", order.itemid())
        .put("orderunits", order.orderunits())
        .put(
            "address",
            new Struct(ADDRESS)
                .put("city", address.city())
                .put("state", address.state())
                .put("zipcode", address.zipcode()));
  }

  private static Map<String, Object> map(Order order) {
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("city", order.address().city());
    address.put("state", order.address().state());
    address.put("zipcode", order.address().zipcode());
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("ordertime", order.ordertime());
    value.put("orderid", order.orderid());
    value.put("itemid", order.itemid());
    value.put("orderunits", order.orderunits());
    value.put("address", address);
    return value;
  }
}
