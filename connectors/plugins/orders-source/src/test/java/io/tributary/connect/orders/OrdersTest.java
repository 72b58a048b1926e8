package io.tributary.connect.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class OrdersTest {
  private static final long START = 1_487_715_775_521L;

  @ParameterizedTest
  @CsvFileSource(resources = "/orders.csv", useHeadersInDisplayName = true)
  void isWhatTheReadmeSays(
      long seed,
      long ordertime,
      long orderid,
      String itemid,
      double orderunits,
      String city,
      String state,
      long zipcode) {
    Order.Address address = new Order.Address(city, state, zipcode);
    assertThat(new Orders(seed, START).order(orderid))
        .isEqualTo(new Order(ordertime, orderid, itemid, orderunits, address));
  }

  @Test
  void staysInTheRangesOfItsFields() {
    Orders orders = new Orders(42, START);
    assertThat(LongStream.range(0, 20_000).mapToObj(orders::order))
        .allSatisfy(
            order -> {
              assertThat(order.itemid()).matches("Item_[1-9][0-9]{0,2}");
              assertThat(order.orderunits()).isBetween(0.1, 10.0);
              assertThat(order.address().city()).matches("City_[1-9][0-9]?");
              assertThat(order.address().state()).matches("State_[1-9][0-9]?");
              assertThat(order.address().zipcode()).isBetween(10_000L, 99_999L);
            });
  }

  @Test
  void differsBySeedAndById() {
    Orders orders = new Orders(1, START);
    assertThat(LongStream.range(0, 1_000).mapToObj(id -> orders.order(id).address()).distinct())
        .hasSize(1_000);
    assertThat(orders.order(5).address()).isNotEqualTo(new Orders(2, START).order(5).address());
  }
}
