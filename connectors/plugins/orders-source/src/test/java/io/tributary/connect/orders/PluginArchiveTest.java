package io.tributary.connect.orders;

import io.tributary.connect.archive.PluginArchiveContract;
import java.util.List;

class PluginArchiveTest extends PluginArchiveContract {

  PluginArchiveTest() {
    super(List.of("io.tributary.connect.orders.OrdersSourceConnector"), List.of());
  }
}
