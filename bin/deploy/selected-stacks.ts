import { CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/**
 * Stacks of a synthesized app that patterns choose, as `cdk deploy` chooses them: `dev/*`, `dev/Lake`, `**`.
 *
 * @param patterns on a stack's path in the app
 */
export function selectedStacks(assembly: string, patterns: readonly string[]): CloudFormationStackArtifact[] {
  const matchers = patterns.map(matcher);
  return new CloudAssembly(assembly).stacksRecursively.filter(({ hierarchicalId }) =>
    matchers.some((matches) => matches.test(hierarchicalId)),
  );
}

function matcher(pattern: string): RegExp {
  const parts = pattern.split('**').map((part) =>
    part
      .split('*')
      .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*'),
  );
  return new RegExp(`^${parts.join('.*')}$`);
}
