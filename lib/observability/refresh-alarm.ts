import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms } from './alarms';

export interface RefreshAlarmProps {
  /** What is made anew. */
  readonly refined: {
    readonly viewName: string;
    metricFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
  };
  /** Between two refreshes. */
  readonly every: Duration;
  readonly alarms: Alarms;
  /** What the alarm's name begins with. */
  readonly namePrefix: string;
}

/** Tells of refreshes of a table that failed, be it once of a few tries: the next one on schedule says that it is over. */
export class RefreshAlarm extends Construct {
  constructor(scope: Construct, id: string, props: RefreshAlarmProps) {
    super(scope, id);
    const { refined, every, alarms, namePrefix } = props;
    alarms.add(this, 'Alarm', {
      name: `${namePrefix}-failed-refreshes`,
      metric: refined.metricFailures({ period: every, statistic: cloudwatch.Stats.SUM }),
      threshold: 0,
      meaning: `A refresh of ${refined.viewName} failed: it shows its rows as they were before.`,
      runbook: 'a-refresh-of-a-table-failed',
    });
  }
}
