import { CfnOutput, Fn, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A value that one stack computes from its resources and other stacks read whole. The CDK carries references to single
 * attributes between stacks by itself, and would repeat the computation around them in every reader; CloudFormation does
 * not document every function around a reference to another stack.
 *
 * @param scope construct in the stack that computes the value; `id` names the stack's output
 * @returns a token that is the value itself in that stack, and a weak reference to the output elsewhere. It makes no
 *     stack depend on another: readers say so themselves
 */
export function sharedValue(scope: Construct, id: string, value: string, description?: string): string {
  const producer = Stack.of(scope);
  const output = new CfnOutput(scope, id, { value, description });
  return Lazy.uncachedString({
    produce: ({ scope: reader }) =>
      Stack.of(reader) === producer
        ? value
        : Fn.getStackOutput(producer.stackName, String(producer.resolve(output.logicalId)), producer.region),
  });
}
