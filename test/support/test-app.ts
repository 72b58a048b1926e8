import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { context } from '../../cdk.json';

/** An app with the context that the CLI reads from `cdk.json`, and without bundling: no test of a template needs Maven. */
export function testApp(overrides: Record<string, unknown> = {}): App {
  return new App({ context: { ...context, 'aws:cdk:bundling-stacks': [], ...overrides } });
}

/** A stack with a region and no account, as `dev` has. */
export function testStack(): Stack {
  return new Stack(testApp(), 'Test', { env: { region: 'us-east-1' } });
}

/** A VPC with three private subnets, in a stack of its own app. */
export function testVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'TestVpc', {
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    natGateways: 0,
    subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}
