import type { StackTemplate } from './environment-templates';

/** What `AWS::NoValue` resolves to: the property is as if it were not written. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** The value of a pseudo parameter in a stack, or undefined when the name is none. */
export function pseudoParameter(name: string, stack: StackTemplate): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return stack.account;
    case 'AWS::Region':
      return stack.region;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stack.stackName;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.stackName}/local`;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return NO_VALUE;
    default:
      return undefined;
  }
}
