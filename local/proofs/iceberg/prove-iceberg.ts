import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import type { IcebergProver, LogComparison } from './iceberg-prover';

export const ICEBERG_CLAIM = 'Iceberg tables hold exactly the records of their topics, each once, value by value';

export const RESTART_CLAIM = 'a sink that starts again appends no record twice, and leaves none out';

/** Waits until every record of a sink's topics is a row of its table, or nothing comes any more. */
export async function proveIceberg(prover: Pick<IcebergProver, 'compare'>, subject: ProofSubject): Promise<Proof> {
  return verdict(await prover.compare(), subject);
}

/** Nothing tells that no row comes any more but that commits passed without one. */
export async function proveRestart(
  prover: Pick<IcebergProver, 'compare' | 'restart' | 'outlastCommits'>,
  subject: ProofSubject,
): Promise<Proof> {
  await prover.restart();
  await prover.outlastCommits();
  return verdict(await prover.compare(), subject);
}

function verdict({ records, tables, problems }: LogComparison, subject: ProofSubject): Proof {
  const expected = `${records} rows of ${tables} tables`;
  return {
    ...subject,
    expected,
    actual: problems.length === 0 ? expected : problems.join('; '),
    passed: problems.length === 0 && records > 0,
  };
}
