package io.tributary.connect.sink;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's numbers as `io.tributary.connect:type=<kind>,connector=<name>,task=<number>`. A task
 * that was given up by the framework and still runs must not keep its successor from being seen, so
 * the newest one has the name.
 */
final class TaskBean implements DynamicMBean {
  private static final Logger LOG = LoggerFactory.getLogger(TaskBean.class);
  private static final Map<ObjectName, TaskBean> REGISTERED = new ConcurrentHashMap<>();

  private final Map<String, TaskReport.Value> values;
  private final ObjectName name;

  private TaskBean(Map<String, TaskReport.Value> values, ObjectName name) {
    this.values = values;
    this.name = name;
  }

  /** What cannot be registered is told in the log: nothing of the work depends on it. */
  static TaskBean register(
      String kind, Map<String, String> properties, Map<String, TaskReport.Value> values) {
    synchronized (REGISTERED) {
      ObjectName name = null;
      try {
        name =
            new ObjectName(
                "io.tributary.connect:type="
                    + kind
                    + ",connector="
                    + ObjectName.quote(properties.getOrDefault("name", ""))
                    + ",task="
                    + properties.getOrDefault(TaskNumber.KEY, "0"));
        TaskBean bean = new TaskBean(values, name);
        if (REGISTERED.put(name, bean) != null) {
          server().unregisterMBean(name);
        }
        server().registerMBean(bean, name);
        return bean;
      } catch (JMException e) {
        LOG.warn("No MBean {}: {}", name, e.toString());
        return new TaskBean(values, null);
      }
    }
  }

  void unregister() {
    synchronized (REGISTERED) {
      if (name == null || !REGISTERED.remove(name, this)) {
        return;
      }
      try {
        server().unregisterMBean(name);
      } catch (JMException e) {
        LOG.warn("The MBean {} stays: {}", name, e.toString());
      }
    }
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    TaskReport.Value value = values.get(attribute);
    if (value == null) {
      throw new AttributeNotFoundException(attribute);
    }
    return value.get();
  }

  @Override
  public AttributeList getAttributes(String[] attributes) {
    AttributeList list = new AttributeList();
    for (String attribute : attributes) {
      if (values.containsKey(attribute)) {
        list.add(new Attribute(attribute, values.get(attribute).get()));
      }
    }
    return list;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        values.keySet().stream()
            .map(
                value ->
                    new MBeanAttributeInfo(
                        value, "long", "as in the task's log line", true, false, false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        TaskReport.class.getName(), "Numbers of one task", attributes, null, null, null);
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " is read-only");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String actionName, Object[] params, String[] signature) {
    throw new UnsupportedOperationException(actionName);
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
