import type { Resource } from '../../assembly/environment-templates';
import { openSessionOf } from '../../databases/open-session';
import { findWriter } from '../../model/find-writer';
import { readCustomResource } from '../../model/read-custom-resource';
import type { UpdateContext } from '../kind';
import { runPrintedStatements } from '../rds/run-printed-statements';
import { customResourceVerbs } from './custom-resource';
import type { Remedy } from './run-custom-resource';

/**
 * Where a bootstrap may only look, and the database stands in for one that is there already, what it prints is run for it, and
 * the deployment tried again.
 */
const runWhatItPrinted: Remedy = async ({ logFile }, properties, { local }) => {
  const { Hostname, Port, Dialect, Database, AdminSecretArn, CdcSecretArn } = properties;
  const server = local.standIn(String(Hostname), String(Port));
  if (server === undefined || AdminSecretArn !== undefined) return false;
  const [, secretName = ''] = String(CdcSecretArn).split(':secret:');
  const engine = Dialect === 'postgres' ? 'postgres' : 'mysql';
  const session = await openSessionOf(engine, server, String(Database));
  return (await runPrintedStatements(logFile, session, local.standInReader(secretName))) > 0;
};

/** What prepares a database, and says whether it can be captured. */
export const bootstrapVerbs = customResourceVerbs({
  verb: 'bootstrap',
  remedy: runWhatItPrinted,
  done: async (resource, context) => {
    for (const { server } of context.platform().databases) await server.followGrants?.();
    knowWriters(resource, context);
  },
});

/** The users that it made, for whoever plays changes. */
function knowWriters(resource: Resource, { next, platform, setPlatform }: UpdateContext): void {
  const bootstraps = [readCustomResource(next.templates, resource, next.resolver)];
  setPlatform({
    databases: platform().databases.map((database) => ({
      ...database,
      writer: findWriter(next.templates, { bootstraps }, database.model, next.local) ?? database.writer,
    })),
  });
}
