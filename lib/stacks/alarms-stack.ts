import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';
import { Alarms } from '../observability/alarms';

export interface AlarmsStackProps extends StackProps {
  readonly dataPolicy: DataPolicy;
}

/** Whom alarms tell. They themselves stand beside what they watch. */
export class AlarmsStack extends Stack {
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    this.alarms = new Alarms(this, 'Alarms', {
      encryptionKey: props.dataPolicy.customerKeys
        ? new kms.Key(this, 'Key', {
            description: `Messages of ${this.stackName}`,
            enableKeyRotation: true,
            // Nothing is kept under it.
            removalPolicy: RemovalPolicy.DESTROY,
          })
        : undefined,
    });
    new CfnOutput(this, 'TopicArn', {
      value: this.alarms.topic.topicArn,
      description: 'Whoever subscribes is told when something is wrong',
    });
  }
}
