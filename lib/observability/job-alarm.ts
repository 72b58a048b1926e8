import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms';

/** States in which a run of Glue is over and did not do what it was to do. */
const FAILED_STATES = ['FAILED', 'TIMEOUT'];

export interface JobAlarmProps {
  readonly jobName: string;
  readonly alarms: Alarms;
  /** What the alarm's name begins with. */
  readonly namePrefix: string;
  /** What it means that a run failed, to go on in a sentence. */
  readonly consequence: string;
}

/** Tells of runs of a Glue job that failed. Glue has no metric of it: it tells the bus of events, and rules count what they match. */
export class JobAlarm extends Construct {
  constructor(scope: Construct, id: string, props: JobAlarmProps) {
    super(scope, id);
    const { jobName, alarms, namePrefix, consequence } = props;
    const rule = new events.Rule(this, 'FailedRuns', {
      description: 'Runs of a job that failed; an alarm counts them',
      eventPattern: {
        source: ['aws.glue'],
        detailType: ['Glue Job State Change'],
        detail: { jobName: [jobName], state: FAILED_STATES },
      },
    });
    alarms.add(this, 'Alarm', {
      name: `${namePrefix}-failed-runs`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: rule.ruleName },
        statistic: cloudwatch.Stats.SUM,
      }),
      threshold: 0,
      meaning: `A run of job ${namePrefix} failed: ${consequence}.`,
      runbook: 'a-run-of-a-job-failed',
    });
  }
}
