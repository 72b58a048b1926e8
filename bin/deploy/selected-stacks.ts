import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/** Every stack of a synthesized app. */
export function allStacks(assembly: string): readonly CloudFormationStackArtifact[] {
  return new CloudAssembly(assembly).stacksRecursively;
}

/**
 * Stacks that patterns choose, as `cdk deploy` chooses them: `dev/*`, `dev/Lake`, `**`; with those that they depend on.
 *
 * @param patterns on a stack's path in the app
 * @param exclusively whether what they depend on is left out
 */
export function selectedStacks(
  stacks: readonly CloudFormationStackArtifact[],
  patterns: readonly string[],
  exclusively: boolean,
): CloudFormationStackArtifact[] {
  const matchers = patterns.map(matcher);
  const chosen = stacks.filter(({ hierarchicalId }) => matchers.some((matches) => matches.test(hierarchicalId)));
  return exclusively ? chosen : [...new Set(chosen.flatMap(withUpstream))];
}

function withUpstream(stack: CloudFormationStackArtifact): CloudFormationStackArtifact[] {
  const upstream = stack.dependencies.filter((other) => other instanceof CloudFormationStackArtifact);
  return [stack, ...upstream.flatMap(withUpstream)];
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
