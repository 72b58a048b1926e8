package io.tributary.msk.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLimitTest {

  private final ManualClock clock = new ManualClock();
  private final List<String> lines = new ArrayList<>();
  private final LogLimit limit = new LogLimit(Duration.ofSeconds(10), clock::nanoTime, lines::add);

  @Test
  void oneLinePerKeyAndWindowWithACountOfTheOthers() {
    for (int second = 0; second < 10; second++) {
      limit.log("a", "line a");
      clock.move(Duration.ofSeconds(1));
    }
    assertThat(lines).containsExactly("line a");

    limit.log("a", "line a");

    assertThat(lines).containsExactly("line a", "line a, 9 more like this in the window", "line a");
  }

  @Test
  void keysDoNotShareAWindow() {
    limit.log("a", "line a");
    limit.log("b", "line b");

    assertThat(lines).containsExactly("line a", "line b");
  }

  @Test
  void aCountIsToldByTheNextLineOfAnotherKeyOrAtTheEnd() {
    limit.log("a", "line a");
    limit.log("a", "line a");
    clock.move(Duration.ofSeconds(11));
    limit.log("b", "line b");
    limit.log("b", "line b");
    limit.close();

    assertThat(lines)
        .containsExactly(
            "line a",
            "line a, 1 more like this in the window",
            "line b",
            "line b, 1 more like this in the window");
  }

  @Test
  void inventedKeysFillNeitherMemoryNorLog() {
    for (int key = 0; key < LogLimit.KEYS + 5_000; key++) {
      limit.log("key " + key, "line " + key);
    }

    assertThat(lines).hasSize(LogLimit.KEYS + 1);
    limit.close();
    assertThat(lines.get(LogLimit.KEYS + 1))
        .isEqualTo("line " + LogLimit.KEYS + ", 4999 more like this in the window");
  }
}
