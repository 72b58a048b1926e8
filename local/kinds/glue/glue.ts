import { readServiceArguments, type TableFormat } from '../../jobs/glue-arguments';
import { DELTA_VERSION, ICEBERG_VERSION, SPARK_MASTER, SPARK_VERSION } from '../../jobs/spark-service-provided';
import { isIcebergSink } from '../../model/iceberg-sink';
import { consumedTopics } from '../../proofs/archive/prove-archive';
import { recordDecoder } from '../../proofs/avro/avro-records';
import { IcebergProver } from '../../proofs/iceberg/iceberg-prover';
import { ICEBERG_CLAIM, proveIceberg, proveRestart, RESTART_CLAIM } from '../../proofs/iceberg/prove-iceberg';
import type { ProofSubject } from '../../proofs/proof-log';
import { proveRerun, rerunClaim } from '../../proofs/tables/prove-rerun';
import { proveTables, TABLES_CLAIM } from '../../proofs/tables/prove-tables';
import { queryEngineOf } from '../../proofs/tables/target-tables';
import { TopicReader } from '../../proofs/topic-reader';
import { allJobs } from '../../session/running-platform';
import type { Kind } from '../kind';
import { catalogDatabaseVerbs, catalogTableVerbs } from './catalog';
import { jobVerbs, triggerVerbs } from './job';

/** As jobs have them here. */
const FORMATS: Readonly<Record<TableFormat, string>> = {
  delta: `Delta Lake ${DELTA_VERSION}`,
  iceberg: `Iceberg ${ICEBERG_VERSION}`,
};

/** The Data Catalog, and jobs with what starts them. */
export const glue: Kind = {
  name: 'glue',
  evidence: 'stood in for',
  evidenceOf: { 'AWS::Glue::Job': 'exercised' },
  resources: {
    'AWS::Glue::Database': catalogDatabaseVerbs,
    'AWS::Glue::Table': catalogTableVerbs,
    'AWS::Glue::Job': jobVerbs,
    'AWS::Glue::Trigger': triggerVerbs,
  },
  bindings: {
    'AWS::Glue::Database.Ref': (resource, local) => local.catalogDatabase(resource),
  },
  targets: ({ platform, client, logs }) => [
    ...platform.connectors
      .filter(({ config }) => isIcebergSink(config))
      .map((part) => {
        const topics = new TopicReader(client, consumedTopics(part), recordDecoder(part.config));
        const log = new IcebergProver(part, topics, () => queryEngineOf(platform));
        return {
          part,
          log,
          id: 'iceberg',
          claim: ICEBERG_CLAIM,
          prove: (subject: ProofSubject) => proveIceberg(log, subject),
          rerun: { claim: RESTART_CLAIM, prove: (subject: ProofSubject) => proveRestart(log, subject), waits: true },
        };
      }),
    ...platform.jobs.map((part) => ({
      part,
      id: 'tables',
      claim: TABLES_CLAIM,
      prove: (subject: ProofSubject) => proveTables(platform, logs, part, subject),
      ...(part.model.kind === 'batch'
        ? { rerun: { claim: rerunClaim(part), prove: (subject: ProofSubject) => proveRerun(platform, part, subject) } }
        : {}),
    })),
  ],
  standIns: ({ platform }) =>
    allJobs(platform).map(({ model: { glueVersion, workers }, defaultArguments }) => ({
      deployed: `AWS Glue ${glueVersion}, ${workers}`,
      local: [
        `Spark ${SPARK_VERSION}`,
        ...readServiceArguments(defaultArguments).tableFormats.map((format) => FORMATS[format]),
        SPARK_MASTER,
      ].join(', '),
    })),
  versions: () => ({ spark: SPARK_VERSION, deltaLake: DELTA_VERSION, iceberg: ICEBERG_VERSION }),
};
