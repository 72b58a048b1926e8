package io.tributary.connect.s3.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RotationLimitsTest {
  private final RotationLimits limits = new RotationLimits(100, 1000, 60_000);

  @Test
  void keepsAnObjectOpenBelowAllLimits() {
    assertThat(limits.due(99, 999, 59_999)).isEmpty();
  }

  @Test
  void closesAtTheFirstLimitReached() {
    assertThat(limits.due(100, 0, 0)).contains(RotationReason.RECORDS);
    assertThat(limits.due(0, 1000, 0)).contains(RotationReason.BYTES);
    assertThat(limits.due(0, 0, 60_000)).contains(RotationReason.INTERVAL);
  }

  @Test
  void reasonsReadAsWords() {
    assertThat(RotationReason.INTERVAL).hasToString("interval");
  }
}
