import { summarizePermissions } from '../access/permission-report';
import type { ProofLog } from '../proofs/proof-log';
import type { RunOptions } from '../run-options';
import type { RunWatch } from '../watch/run-watch';
import { printProofs } from './print-proofs';
import type { Publication } from './publish-run';
import type { Findings } from './verdict';

export interface JudgedRun {
  readonly options: RunOptions;
  readonly watch: RunWatch;
  readonly publication: Publication;
  readonly proofs: ProofLog;
}

/** Says what came of a run whose proofs are over, whatever was proven of what died later. */
export async function judgeRun({ options, watch, publication, proofs }: JudgedRun): Promise<Findings> {
  const { prove, skippedProofs, print } = options;
  if (prove) print(printProofs(proofs.proofs, process.stdout.columns));
  if (skippedProofs.length > 0) print(`left out, as asked: ${skippedProofs.join(', ')}`);
  const { roles, problems } = publication.permissions(prove);
  for (const line of [...summarizePermissions(roles, problems), ...problems.map((problem) => `✗ ${problem}`)])
    print(line);
  await watch.untilDecided();
  const deaths = watch.deaths();
  for (const death of deaths) print(`✗ ${death}`);
  return { proofs: prove ? proofs.proofs : undefined, permissionProblems: problems, deaths };
}
