import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { sharedValue } from '../../../lib/core/shared-value';

const app = new App();
const producer = new Stack(app, 'Producer', { env: { region: 'us-east-1' } });
const consumer = new Stack(app, 'Consumer', { env: { region: 'us-east-1' } });
const second = sharedValue(producer, 'Second', Fn.select(1, Fn.split('/', Fn.ref('AWS::StackId'))));
new CfnOutput(producer, 'Here', { value: `${second}!` });
new CfnOutput(consumer, 'There', { value: `${second}!` });

const computed = { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };

test('the stack that computes it has the computation, and an output of it', () => {
  const template = Template.fromStack(producer);
  template.hasOutput('Second', { Value: computed });
  template.hasOutput('Here', { Value: { 'Fn::Join': ['', [computed, '!']] } });
});

test('other stacks read the output, and lock nothing', () => {
  const reference = { 'Fn::GetStackOutput': { StackName: 'Producer', OutputName: 'Second', Region: 'us-east-1' } };
  Template.fromStack(consumer).hasOutput('There', { Value: { 'Fn::Join': ['', [reference, '!']] } });
});
