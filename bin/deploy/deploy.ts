import { archivedTopicProblems } from './archived-topics';
import type { Account } from './aws-account';
import { allStacks, selectedStacks } from './selected-stacks';
import { placements, zoneProblems } from './zones';

/** By which a stack says that it holds data. */
const PROTECTED = 'Tributary::Protected';

export interface DeployInputs {
  /** Of `cdk deploy`: patterns of stacks, and its options. */
  readonly args: readonly string[];
  /** Where the app is synthesized to. */
  readonly assembly: string;
  readonly account: Account;
  /** Runs the CDK, and answers with its exit code. */
  cdk(args: readonly string[]): Promise<number>;
  print(line: string): void;
}

/** What cannot be deployed as it is. */
export class DeployError extends Error {}

/**
 * Deploys: refuses zones that MSK does not take, and topics that were there before, before anything is made, and protects
 * stacks with data once they are there. Earlier, a creation that failed could neither be taken back nor tried again.
 *
 * @returns the exit code of the CDK
 * @throws DeployError where nothing is chosen, or a zone is refused
 */
export async function deploy({ args, assembly, account, cdk, print }: DeployInputs): Promise<number> {
  const synthesized = await cdk(['synth', '--quiet', '--output', assembly]);
  if (synthesized !== 0) return synthesized;
  const patterns = args.filter((arg) => !arg.startsWith('-'));
  const all = allStacks(assembly);
  const exclusively = args.some((arg) => arg === '--exclusively' || arg === '-e');
  const stacks = selectedStacks(all, args.includes('--all') ? ['**'] : patterns, exclusively);
  if (stacks.length === 0) {
    throw new DeployError(`\`npm run deploy --\` must be told which stacks, such as 'dev/*', got: ${args.join(' ')}`);
  }
  const problems: string[] = [];
  for (const [region, placement] of placements(stacks)) {
    problems.push(...zoneProblems(placement, await account.zoneIds(region, placement)));
  }
  problems.push(...(await archivedTopicProblems(stacks, all, account)));
  if (problems.length > 0) throw new DeployError(problems.join('\n'));
  const deployed = await cdk(['deploy', '--app', assembly, ...args]);
  if (deployed !== 0) return deployed;
  for (const { stackName, environment } of stacks.filter(({ template }) => template.Metadata?.[PROTECTED] === true)) {
    await account.protect(environment.region, stackName);
    print(`${stackName} is protected from deletion`);
  }
  return 0;
}
