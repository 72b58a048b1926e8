import { relative } from 'node:path';

import { type Proof, proofName } from '../proofs/proof';

/** Exit codes of a run; one that a signal ended has 128 and the signal's number. */
export const EXIT_CODES = { passed: 0, notPassed: 1, broken: 2, wrongArgument: 64 } as const;

/** What a run came to once everything was up and its proofs were over. */
export interface Findings {
  /** Undefined where nothing was to be proven. */
  readonly proofs: readonly Proof[] | undefined;
  /** What roles may do or were denied and should not, a line each. */
  readonly permissionProblems: readonly string[];
  /** Servers, connectors and tasks that are lost for good, and why. */
  readonly deaths: readonly string[];
}

/** Proofs that were to be and of which there is none prove nothing. */
export function hasPassed({ proofs, permissionProblems, deaths }: Findings): boolean {
  const proven = proofs === undefined || (proofs.length > 0 && proofs.every(({ passed }) => passed));
  return proven && permissionProblems.length === 0 && deaths.length === 0;
}

/** In a few words, without what is all right. */
export function describeFindings({ proofs, permissionProblems, deaths }: Findings): string {
  const red = proofs?.filter(({ passed }) => !passed).map(proofName) ?? [];
  const parts = [
    ...(proofs === undefined ? ['nothing was to be proven'] : []),
    ...(proofs?.length === 0 ? ['nothing was proven'] : []),
    ...(red.length === 0 ? [] : [`${red.length} of ${proofs?.length} proofs red: ${red.join(', ')}`]),
    ...counted(deaths.length, 'death', 'deaths'),
    ...counted(permissionProblems.length, 'permission wrong', 'permissions wrong'),
  ];
  return parts.length === 0 ? `${proofs?.length} proofs` : parts.join('; ');
}

export interface Verdict {
  readonly passed: boolean;
  /** In a few words. */
  readonly why: string;
  readonly startedAt: Date;
  readonly reportFile: string;
  /** Paths are shown from there. */
  readonly projectDirectory: string;
}

/** The last line of a run. */
export function verdictLine({ passed, why, startedAt, reportFile, projectDirectory }: Verdict): string {
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  return `${passed ? '✓ passed' : '✗ not passed'} (${why}) in ${seconds} s; report: ${relative(projectDirectory, reportFile)}`;
}

function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}
