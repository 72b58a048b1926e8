import { isOfTable, readUpkeepReports } from '../jobs/upkeep-reports';
import type { JobRun } from '../session/running-platform';
import type { JudgedAnswer } from './judge-answer';
import type { FewerFilesAsk } from './walkthrough';

/** Sets what a run of the upkeep says of a table against what a question asks of it. */
export function judgeFewerFiles(
  { fewerFiles: table, atMost }: FewerFilesAsk,
  run: Pick<JobRun, 'reports'> | undefined,
): JudgedAnswer {
  const expected = `${table}: fewer files than before, at most ${atMost}`;
  const found = readUpkeepReports(run?.reports ?? []).find(isOfTable(table));
  if (found === undefined) {
    const kept = run === undefined ? 'no run of the upkeep' : 'the upkeep tells nothing of it';
    return { expected, actual: `${table}: ${kept}`, isRight: false };
  }
  const { before, after } = found;
  const isRight = after.files < before.files && after.files <= atMost;
  return { expected, actual: isRight ? expected : `${table}: ${before.files} files became ${after.files}`, isRight };
}
