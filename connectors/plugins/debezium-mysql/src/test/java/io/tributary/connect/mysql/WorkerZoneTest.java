package io.tributary.connect.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerZoneTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/UTC", "GMT", "Z", "+05:30"})
  void takesThoseWhoseClocksNeverChange(String id) {
    WorkerZone.requireWithoutChanges(ZoneId.of(id));
  }

  @Test
  void refusesOneWithSummerTime() {
    assertThatThrownBy(() -> WorkerZone.requireWithoutChanges(ZoneId.of("Europe/Berlin")))
        .hasMessageContaining("must be UTC")
        .hasMessageEndingWith("got: Europe/Berlin");
  }
}
