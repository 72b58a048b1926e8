import { Stack, type StackProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';

export interface ProtectedStackProps extends StackProps {
  readonly dataPolicy: DataPolicy;
}

/** A stack that holds data: protected from deletion, and with its own key, where the environment says so. */
export abstract class ProtectedStack extends Stack {
  /** Undefined where AWS holds the keys. */
  protected readonly encryptionKey: kms.Key | undefined;

  constructor(scope: Construct, id: string, props: ProtectedStackProps) {
    super(scope, id, { ...props, terminationProtection: props.dataPolicy.protected });
    this.encryptionKey = props.dataPolicy.customerKeys
      ? new kms.Key(this, 'Key', {
          description: `Data of ${this.stackName}`,
          enableKeyRotation: true,
          removalPolicy: props.dataPolicy.removalPolicy,
        })
      : undefined;
  }
}
