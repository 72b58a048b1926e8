import { DELTA_VERSION, SPARK_MASTER, SPARK_VERSION } from '../../jobs/spark-service-provided';
import { proveRerun, RERUN_CLAIM } from '../../proofs/tables/prove-rerun';
import { proveTables, TABLES_CLAIM } from '../../proofs/tables/prove-tables';
import type { Kind } from '../kind';
import { catalogDatabaseVerbs, catalogTableVerbs } from './catalog';
import { jobVerbs, triggerVerbs } from './job';

/** The Data Catalog, and jobs with what starts them. */
export const glue: Kind = {
  name: 'glue',
  resources: {
    'AWS::Glue::Database': catalogDatabaseVerbs,
    'AWS::Glue::Table': catalogTableVerbs,
    'AWS::Glue::Job': jobVerbs,
    'AWS::Glue::Trigger': triggerVerbs,
  },
  bindings: {
    'AWS::Glue::Database.Ref': (resource, local) => local.catalogDatabase(resource),
  },
  targets: ({ platform, logs }) =>
    platform.jobs.map((part) => ({
      part,
      id: 'tables',
      claim: TABLES_CLAIM,
      prove: (subject) => proveTables(platform, logs, part, subject),
      ...(part.model.kind === 'batch'
        ? { rerun: { claim: RERUN_CLAIM, prove: (subject) => proveRerun(platform, part, subject) } }
        : {}),
    })),
  standIns: ({ platform }) =>
    platform.jobs.map(({ model: { glueVersion, workers } }) => ({
      deployed: `AWS Glue ${glueVersion}, ${workers}`,
      local: `Spark ${SPARK_VERSION}, Delta Lake ${DELTA_VERSION}, ${SPARK_MASTER}`,
    })),
  versions: () => ({ spark: SPARK_VERSION, deltaLake: DELTA_VERSION }),
};
