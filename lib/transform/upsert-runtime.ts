import type { PySparkEtlJobProps } from '@aws-cdk/aws-glue-alpha';
import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import { fail } from '../core/fail';
import type { PositionFormat } from '../source/source-engine';
import { type TableDetails, tablesArgument } from './job-arguments';
import { type JobProgram, JobRuntime, type JobRuntimeProps } from './job-runtime';
import { upsertProblems } from './upsert-problems';

export interface UpsertRuntimeProps extends JobRuntimeProps {
  /** The tables that are kept equal to their source, all of one. */
  readonly datasets: readonly Dataset[];
  /** Of their changes, by the engine of their source. */
  readonly positions: PositionFormat;
  /**
   * What is said of each table beside what every format needs.
   *
   * @default - nothing
   */
  readonly details?: TableDetails;
}

/** What every job that makes tables of changes has, whatever their format: beside the rest, what it has to know of its tables. */
export class UpsertRuntime extends JobRuntime {
  /** @throws Error where a property breaks a rule */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: UpsertRuntimeProps & { readonly timeout?: Duration },
  ) {
    const problems = upsertProblems(props);
    if (problems.length > 0) {
      fail(scope, problems.join('\n'));
    }
    super(scope, id, props);
  }

  override jobProps(program: JobProgram): PySparkEtlJobProps {
    const { datasets, positions, details } = this.props;
    const tables = { '--tables': tablesArgument(datasets, positions, details) };
    return super.jobProps({ ...program, arguments: { ...program.arguments, ...tables } });
  }
}
