package io.tributary.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

final class TaskReportTest {
  private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

  private final TestClock clock = new TestClock();

  @Test
  void isDueOncePerInterval() {
    try (TaskReport report = report(Map.of())) {
      assertThat(report.dueInMillis()).isEqualTo(500);
      clock.advance(600);
      assertThat(report.dueInMillis()).isEqualTo(-100);
      report.write();
      assertThat(report.dueInMillis()).isEqualTo(500);
    }
  }

  @Test
  void isAnMBeanOfTheTask() throws Exception {
    Map<String, String> task = TaskNumber.configs(Map.of("name", "orders, and more"), 3).get(2);
    ObjectName name =
        new ObjectName("io.tributary.connect:type=demo,connector=\"orders, and more\",task=2");
    try (TaskReport report = report(task)) {
      report.value("rows").add(3);
      report.value("open").set(9);
      report.value("open").set(4);

      assertThat(MBEANS.getAttribute(name, "rows")).isEqualTo(3L);
      AttributeList all = MBEANS.getAttributes(name, new String[] {"rows", "open", "none"});
      assertThat(all.asList())
          .containsExactly(new Attribute("rows", 3L), new Attribute("open", 4L));
      assertThat(MBEANS.getMBeanInfo(name).getAttributes())
          .extracting(MBeanAttributeInfo::getName)
          .isEqualTo(List.of("rows", "open"));
    }
    assertThatThrownBy(() -> MBEANS.getAttribute(name, "rows"))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  @Test
  void theNewestTaskOfANumberIsSeen() throws Exception {
    ObjectName name = new ObjectName("io.tributary.connect:type=demo,connector=\"c\",task=0");
    TaskReport stuck = report(Map.of("name", "c"));
    try (TaskReport successor = report(Map.of("name", "c"))) {
      successor.value("rows").add(1);
      stuck.close();
      assertThat(MBEANS.getAttribute(name, "rows")).isEqualTo(1L);
    }
    assertThat(MBEANS.isRegistered(name)).isFalse();
  }

  private TaskReport report(Map<String, String> task) {
    return new TaskReport("demo", task, clock, 500, "rows", "open");
  }
}
