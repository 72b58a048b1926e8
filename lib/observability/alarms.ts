import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmKeyStatement, alarmPublishStatement } from './alarm-policies';

/** Where alarms say what to do, from the root of the repository. */
export const RUNBOOK = 'docs/runbook.md';
/** Namespace of the platform's own metrics. */
export const METRIC_NAMESPACE = 'Tributary';

export interface AlarmsProps {
  /**
   * Key of messages that are on their way. Those who send them may use it then.
   *
   * @default - none: a message holds names and numbers, and no row
   */
  readonly encryptionKey?: kms.Key;
}

/** Something that somebody has to know of, and what to do then. */
export interface AlarmSpec {
  /** Unique in an account and region: it is what people read first. */
  readonly name: string;
  readonly metric: cloudwatch.IMetric;
  /** Values above it are bad; where `below` says so, those below. */
  readonly threshold: number;
  /** @default false */
  readonly below?: boolean;
  /** Periods of the metric that have to be bad, one after the other. @default 1 */
  readonly periods?: number;
  /** Whether no value at all is bad, too. @default false */
  readonly missingIsBad?: boolean;
  /** What is the case, in a sentence. */
  readonly meaning: string;
  /** Heading of the runbook, as links spell it. */
  readonly runbook: string;
}

/** What tells people that something is wrong: one topic for all alarms of an environment, for whoever subscribes to it. */
export class Alarms extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps = {}) {
    super(scope, id);
    const stack = Stack.of(this);
    props.encryptionKey?.addToResourcePolicy(alarmKeyStatement(stack));
    this.topic = new sns.Topic(this, 'Topic', {
      displayName: stack.stackName,
      enforceSSL: true,
      masterKey: props.encryptionKey,
    });
    this.topic.addToResourcePolicy(alarmPublishStatement(stack, this.topic.topicArn));
  }

  /** Makes an alarm beside what it watches. It says when it is over, too. */
  add(scope: Construct, id: string, spec: AlarmSpec): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(scope, id, {
      alarmName: spec.name,
      alarmDescription: `${spec.meaning} What to do: ${RUNBOOK}#${spec.runbook}`,
      metric: spec.metric,
      threshold: spec.threshold,
      evaluationPeriods: spec.periods ?? 1,
      comparisonOperator: spec.below
        ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: spec.missingIsBad
        ? cloudwatch.TreatMissingData.BREACHING
        : cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    return alarm;
  }
}
