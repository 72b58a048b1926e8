import { readRoles } from './access/read-roles';
import { LocalRunError } from './local-run-error';
import { findWriter } from './model/find-writer';
import type { DatabaseModel, PlatformModel } from './model/platform';
import type { RunningDatabase, RunningPlatform } from './platform';
import { awsClientConfig } from './servers/aws-client-config';
import type { ConnectWorker } from './servers/local-server';
import { startAws } from './servers/start-aws';
import type { Session } from './session';
import { completeAttachedSecrets } from './steps/complete-attached-secrets';
import { createBuckets } from './steps/create-buckets';
import { createCatalog } from './steps/create-catalog';
import { createSecrets } from './steps/create-secrets';
import { createStandInSecrets } from './steps/create-stand-in-secrets';
import { createTopics } from './steps/create-topics';
import { prepareJobs } from './steps/prepare-jobs';
import { runBootstrap } from './steps/run-bootstrap';
import { runCheck } from './steps/run-check';
import { startBroker } from './steps/start-broker';
import { startConnectors } from './steps/start-connectors';
import { dataOf, startDatabase } from './steps/start-database';
import { startQueryEngine } from './steps/start-query-engine';
import { startWorker } from './steps/start-worker';

/** Starts everything of the model, each part as soon as what it needs is there. */
export async function startPlatform(model: PlatformModel, session: Session): Promise<RunningPlatform> {
  const { steps, supervisor, runtime, resolver, local, overrides, pickPort, paths } = session;
  const { broker, databases, connectors, workGroup, operatorRole } = model;
  if (broker === undefined) throw new LocalRunError(`${model.environment} has no Kafka cluster`);
  const region = broker.resource.stack.region;

  const aws = steps.run('start S3 and Secrets Manager', () => startAws(supervisor, runtime, pickPort, session.access));
  const secrets = aws.then(({ endpoint }) =>
    steps.run('create secrets, buckets and catalog', async () => {
      await createSecrets(model.secrets, resolver, local, awsClientConfig(endpoint, region));
      await createStandInSecrets(databases, local, awsClientConfig(endpoint, region));
      await createBuckets(model.buckets, resolver, local, awsClientConfig(endpoint, region));
      await createCatalog(model, resolver, local, awsClientConfig(endpoint, region));
      // Statements about what was not there before.
      session.access.setRoles(readRoles(session.templates, resolver));
    }),
  );
  const kafka = steps
    .run('start Kafka', () => startBroker(broker, session))
    .then(async (server) => {
      await steps.run(`create ${model.topics.length} topics`, () => createTopics(model.topics, server, overrides));
      return server;
    });
  const servers = Promise.all(
    databases.map((database) =>
      steps.run(describeStart(database, session), () => startDatabase(database, session, secrets)),
    ),
  );
  const workers = Promise.all([kafka, aws]).then(async ([kafkaServer, awsServer]) => {
    const started = new Map<string, ConnectWorker>();
    const startOne = async (connector: (typeof connectors)[number]): Promise<void> => {
      const name = `start Connect worker of ${connector.name}`;
      started.set(connector.name, await steps.run(name, () => startWorker(connector, kafkaServer, awsServer, session)));
    };
    await Promise.all(connectors.map(startOne));
    return started;
  });
  const bootstrapped = Promise.all([servers, secrets, aws]).then(async ([, , awsServer]) => {
    await completeAttachedSecrets(model.secrets, databases, local, awsClientConfig(awsServer.endpoint, region));
    for (const bootstrap of model.bootstraps) {
      await steps.run(`bootstrap ${bootstrap.resource.stack.stackName}`, () =>
        runBootstrap(bootstrap, { type: 'Create' }, { ...session, aws: awsServer, directory: paths.data }),
      );
    }
    for (const check of model.checks) {
      await steps.run(`check ${check.resource.stack.stackName}`, () =>
        runCheck(check, { ...session, aws: awsServer, directory: paths.data }),
      );
    }
  });

  const prepared = Promise.all([aws, secrets, kafka]).then(([server]) =>
    steps.run(`prepare ${model.jobs.length} jobs`, () => prepareJobs(model.jobs, server, session)),
  );

  const engine = aws.then(
    (server) => workGroup && steps.run('start Trino', () => startQueryEngine(workGroup, server, session)),
  );

  const connected = Promise.all([workers, servers, bootstrapped]).then(([started]) =>
    steps.run(`create ${connectors.length} connectors`, () => startConnectors(connectors, started, session)),
  );

  const [awsServer, kafkaServer, running, jobs, queryEngine] = await Promise.all([
    aws,
    kafka,
    connected,
    prepared,
    engine,
  ]);
  return {
    aws: awsServer,
    awsClient: awsClientConfig(awsServer.endpoint, region),
    kafka: kafkaServer,
    operator:
      operatorRole === undefined
        ? undefined
        : { key: session.access.keyOf(operatorRole), region, caFile: session.authority.caFile },
    databases: databases.map((database): RunningDatabase => {
      const server = local.database(database.resource);
      const data = dataOf(database, session);
      return { model: database, server, data, writer: findWriter(session.templates, model, database, local) ?? server };
    }),
    connectors: running,
    jobs,
    catalogTables: model.catalogTables.map((table) => ({
      database: resolver.text(table, 'DatabaseName'),
      name: resolver.text(table, 'TableInput.Name'),
      location: resolver.text(table, 'TableInput.StorageDescriptor.Location').replace(/\/$/, ''),
    })),
    queryEngine,
    queries: model.queries,
  };
}

function describeStart(database: DatabaseModel, session: Session): string {
  const { engine, key, hasSample, existing } = database;
  const data = dataOf(database, session);
  const tables =
    data === undefined ? `no tables: there is no ${key}.sql in ${session.dataFolder}` : `tables of ${data.path}`;
  return [
    `start ${engine} ${key}`,
    ...(existing === undefined ? [] : [`in place of ${existing.hostname}:${existing.port}`]),
    ...(hasSample ? [] : [tables]),
  ].join(', ');
}
