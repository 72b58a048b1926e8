import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Alarms } from './alarms';

/** States in which a statement is over and did nothing. */
const FAILED_STATES = ['FAILED', 'ABORTED'];

export interface MergeAlarmProps {
  /** What the names of the statements end with. */
  readonly statementNameEnd: string;
  readonly alarms: Alarms;
  /** What the alarm's name begins with. */
  readonly namePrefix: string;
}

/**
 * Tells of merges in a warehouse that failed. The Data API has no metric of it: it tells the bus of events of statements that ask
 * for it, and rules count what they match.
 */
export class MergeAlarm extends Construct {
  constructor(scope: Construct, id: string, props: MergeAlarmProps) {
    super(scope, id);
    const { statementNameEnd, alarms, namePrefix } = props;
    const rule = new events.Rule(this, 'FailedMerges', {
      description: 'Merges that failed; an alarm counts them',
      eventPattern: {
        source: ['aws.redshift-data'],
        detailType: ['Redshift Data Statement Status Change'],
        detail: { statementName: events.Match.suffix(statementNameEnd), state: FAILED_STATES },
      },
    });
    alarms.add(this, 'Alarm', {
      name: `${namePrefix}-failed-merges`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: rule.ruleName },
        statistic: cloudwatch.Stats.SUM,
      }),
      threshold: 0,
      meaning: `A merge of ${namePrefix} failed: its table in the warehouse is not as new as its source.`,
      runbook: 'a-merge-in-the-warehouse-failed',
    });
  }
}
