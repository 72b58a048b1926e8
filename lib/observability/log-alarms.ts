import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Connector } from '../ingestion/connector';
import { type AlarmSpec, METRIC_NAMESPACE } from './alarms';

/** Lines of a connector's log that somebody has to know of. */
export interface LogAlarm {
  /** What is counted, as a metric is called. */
  readonly metricName: string;
  /** What the alarm's name ends in. */
  readonly suffix: string;
  /** In CloudWatch's own syntax. */
  readonly pattern: string;
  /** What it means that there are such lines. */
  readonly meaning: (connectorName: string) => string;
  /** Heading of the runbook, as links spell it. */
  readonly runbook: string;
  /** Periods with such lines, one after the other, that mean it. @default 1 */
  readonly periods?: number;
}

/** What Kafka Connect logs of each record that it sends to a dead-letter topic, whether converter, transform or sink refused it. */
export const DEAD_LETTERS: LogAlarm = {
  metricName: 'DeadLetters',
  suffix: 'dead-letters',
  pattern: '"Error encountered in task"',
  meaning: (connectorName) =>
    `Records were sent to dead-letter.${connectorName}: they are missing where the pipeline leads.`,
  runbook: 'a-pipeline-has-dead-letters',
};

/**
 * Reports of tasks of the DynamoDB sink that refused a thousand writes or more since they began. A few are what is read again
 * after a restart.
 */
export const STALE_WRITES: LogAlarm = {
  metricName: 'StaleWriteReports',
  suffix: 'stale-writes',
  pattern: String.raw`%dynamodb.task\s.*\sstale=\d\d\d\d%`,
  meaning: (connectorName) =>
    `Connector ${connectorName} refuses many writes since items are newer: either records are read again, or the source's log began anew and its changes are lost here.`,
  runbook: 'writes-of-a-pipeline-are-stale',
};

/** What the archive sink logs where offsets of a partition are gone that it has not stored. */
export const ARCHIVE_GAPS: LogAlarm = {
  metricName: 'ArchiveGaps',
  suffix: 'gaps',
  pattern: '"archive.gap"',
  meaning: (connectorName) =>
    `Records were gone from a topic before connector ${connectorName} had stored them: the archive has a gap.`,
  runbook: 'the-archive-has-a-gap',
};

/**
 * What the coordinator of the Iceberg sink logs where not all tasks have said what they wrote: what is missing comes with a later
 * commit, if there is one. A rebalance is over within a period. And what it logs where it takes all that was written for committed:
 * once after a restart it may be, and always it is where the control topic is younger than the table.
 */
export const UNANSWERED_COMMITS: LogAlarm = {
  metricName: 'UnansweredCommits',
  suffix: 'unanswered-commits',
  pattern: String.raw`%Commit\stimeout\sreached|found\snothing\sto\scommit\sto\stable%`,
  meaning: (connectorName) =>
    `Tasks of connector ${connectorName} do not answer its coordinator, or it leaves out what they wrote: their rows come into no table.`,
  runbook: 'a-sink-of-iceberg-does-not-commit',
  periods: 3,
};

/**
 * An alarm on lines of one connector. A filter gives its metric no dimension, so each connector has a namespace of its own.
 *
 * @param scope what the filter is made in
 */
export function logAlarm(scope: Construct, connector: Connector, lines: LogAlarm): AlarmSpec {
  return {
    name: `${connector.connectorName}-${lines.suffix}`,
    metric: lineCount(scope, connector, lines),
    threshold: 0,
    meaning: lines.meaning(connector.connectorName),
    runbook: lines.runbook,
    ...(lines.periods !== undefined && { periods: lines.periods }),
  };
}

function lineCount(scope: Construct, connector: Connector, { metricName, pattern }: LogAlarm): cloudwatch.Metric {
  const filter = new logs.MetricFilter(scope, `${metricName}Filter`, {
    logGroup: connector.logGroup,
    filterPattern: logs.FilterPattern.literal(pattern),
    metricNamespace: `${METRIC_NAMESPACE}/${connector.connectorName}`,
    metricName,
    metricValue: '1',
    defaultValue: 0,
  });
  return filter.metric({ statistic: 'Sum' });
}
