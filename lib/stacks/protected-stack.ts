import { Stack, type StackProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DataPolicy } from '../config/data-policy';

export interface ProtectedStackProps extends StackProps {
  readonly dataPolicy: DataPolicy;
}

/** A stack that holds data: protected from deletion, and with its own key, where the environment says so. */
export abstract class ProtectedStack extends Stack {
  private readonly dataPolicy: DataPolicy;
  private key: kms.Key | undefined;

  constructor(scope: Construct, id: string, props: ProtectedStackProps) {
    super(scope, id, props);
    announceProtection(this, props.dataPolicy);
    this.dataPolicy = props.dataPolicy;
  }

  /** Made for the first who asks. Undefined where AWS holds the keys. */
  protected get encryptionKey(): kms.Key | undefined {
    if (this.dataPolicy.customerKeys) {
      this.key ??= new kms.Key(this, 'Key', {
        description: `Data of ${this.stackName}`,
        enableKeyRotation: true,
        removalPolicy: this.dataPolicy.removalPolicy,
      });
    }
    return this.key;
  }
}

/**
 * The CDK would protect a stack from deletion before it is there: a creation that failed could neither be taken back nor tried
 * again. So the stack says that it is to be protected, and `npm run deploy` does it once it is.
 */
export function announceProtection(stack: Stack, dataPolicy: DataPolicy): void {
  if (dataPolicy.protected) {
    stack.addMetadata('Tributary::Protected', true);
  }
}
