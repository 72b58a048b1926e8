import { Construct } from 'constructs';
import type { Connector } from '../ingestion/connector';
import type { Alarms } from './alarms';
import { type LogAlarm, logAlarm } from './log-alarms';

/** Five minutes each: a connector that is made or updated has no tasks for a while. */
const PERIODS_WITHOUT_TASKS = 3;

export interface ConnectorAlarmsProps {
  readonly connector: Connector;
  readonly alarms: Alarms;
  /** Lines of its log to tell of, besides its tasks. */
  readonly lines: readonly LogAlarm[];
}

/** Tells when tasks of a connector are dead, or none runs: its own state says neither. And of lines of its log. */
export class ConnectorAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ConnectorAlarmsProps) {
    super(scope, id);
    const { connector, alarms } = props;
    const { connectorName } = connector;
    alarms.add(this, 'ErroredTasks', {
      name: `${connectorName}-errored-tasks`,
      metric: connector.metricErroredTasks(),
      threshold: 0,
      meaning: `Tasks of connector ${connectorName} ended with an error: nothing moves on what they read.`,
      runbook: 'a-connector-has-errored-tasks',
    });
    const running = alarms.add(this, 'NoTasks', {
      name: `${connectorName}-no-tasks`,
      metric: connector.metricRunningTasks(),
      threshold: 1,
      below: true,
      periods: PERIODS_WITHOUT_TASKS,
      missingIsBad: true,
      meaning: `No task of connector ${connectorName} has run for a quarter of an hour.`,
      runbook: 'a-connector-has-no-running-task',
    });
    running.node.addDependency(connector);
    for (const lines of props.lines) {
      alarms.add(this, lines.metricName, logAlarm(this, connector, lines));
    }
  }
}
