import { join } from 'node:path';

import { type Resource, resourceId } from '../../assembly/environment-templates';
import { requireReference } from '../../assembly/follow-reference';
import { LocalRunError } from '../../local-run-error';
import type { DatabaseServer } from '../../servers/local-server';
import { startPostgres } from '../../servers/start-postgres';
import { addWorkgroup, removeWorkgroup, type WrittenWarehouse } from '../../servers/workgroup-file';
import { Deferred } from '../../session/local-values';
import type { Session } from '../../session/session';
import { early } from '../early';
import { fixedProperties } from '../fixed-properties';
import type { ResourceVerbs } from '../kind';
import { StateKey } from '../kind-states';
import { readStream, requireStream } from './stream';
import { openTopicEndpoint, type TopicEndpoint, type TopicRequest } from './topic-endpoint';

const NAMESPACE = 'AWS::RedshiftServerless::Namespace';
/** For statements that end; its data goes with the run. */
const GRACE_SECONDS = 10;
/**
 * Redshift joins tables of any size by hashes. PostgreSQL takes a staging table for empty that it looked at while it was,
 * and goes through all rows for each one.
 */
export const WAREHOUSE_PARAMETERS = { enable_nestloop: 'off' };
/** What the local server is given when it starts, and never again. */
const FIXED = ['AdminUsername', 'AdminUserPassword', 'DbName', 'IamRoles'];

/** A workgroup that runs, by the id of its resource. */
interface RunningWorkgroup {
  readonly name: string;
  readonly server: DatabaseServer;
  readonly topics: TopicEndpoint;
}

const WORKGROUPS = new StateKey(() => new Map<string, RunningWorkgroup>());

/** What a namespace holds is in the server of its workgroup. */
export const namespaceVerbs: ResourceVerbs = {
  refuse: (change) => {
    if (change.action === 'replace') return 'a namespace cannot be replaced while its server runs';
    const fixed = fixedProperties(change, FIXED);
    return fixed && `the server takes ${fixed} when it starts, and never again`;
  },
  note: 'its workgroup’s server has what it holds',
};

/** One server for a workgroup and its namespace. */
export const workgroupVerbs: ResourceVerbs = {
  begin: (resource, { next, platform, setPlatform }) => {
    const secretsExist = new Deferred<void>();
    const starting = early(next.steps.run('start the warehouse', () => start(resource, next, secretsExist.promise)));
    return async () => {
      secretsExist.resolve();
      const running = await starting;
      const { workgroupFile } = platform().aws;
      if (workgroupFile === undefined) throw new LocalRunError('the stand-in of AWS has no Data API');
      const { name, server, topics } = running;
      const { host, port, caFile } = server;
      addWorkgroup<WrittenWarehouse>(workgroupFile, {
        name,
        arn: workgroupArn(resource),
        host,
        port,
        caFile,
        topics: topics.url,
      });
      next.states.of(WORKGROUPS).set(resourceId(resource), running);
      setPlatform({ others: [...platform().others, server] });
    };
  },
  remove: async (resource, { before, platform, setPlatform }) => {
    const workgroups = before.states.of(WORKGROUPS);
    const running = workgroups.get(resourceId(resource));
    if (running === undefined) return;
    const { workgroupFile } = platform().aws;
    if (workgroupFile !== undefined) removeWorkgroup(workgroupFile, running.name);
    running.topics.close();
    await running.server.process.stop(GRACE_SECONDS);
    workgroups.delete(resourceId(resource));
    setPlatform({ others: platform().others.filter((server) => server !== running.server) });
  },
  refuse: (change) =>
    change.action === 'replace' ? 'a workgroup cannot be replaced while its server runs' : undefined,
  note: 'nothing here has a capacity',
};

/** As IAM knows it: the end of a real one is a UUID. */
export function workgroupArn(resource: Resource): string {
  const { region, account } = resource.stack;
  return `arn:aws:redshift-serverless:${region}:${account}:workgroup/${resource.logicalId.toLowerCase()}`;
}

async function start(resource: Resource, session: Session, secretsExist: Promise<void>): Promise<RunningWorkgroup> {
  const { resolver, templates } = session;
  const name = resolver.text(resource, 'WorkgroupName');
  const namespace = requireReference(
    templates,
    resource,
    'NamespaceName',
    resource.properties.NamespaceName,
    NAMESPACE,
  );
  const database = resolver.text(namespace, 'DbName');
  const serverName = `redshift-${name}`;
  const server = await startPostgres(
    session.supervisor,
    session.runtime,
    {
      name: serverName,
      parameters: WAREHOUSE_PARAMETERS,
      admin: async () => {
        await secretsExist;
        return {
          user: resolver.text(namespace, 'AdminUsername'),
          password: resolver.text(namespace, 'AdminUserPassword'),
        };
      },
      adminIsSuperuser: true,
      database,
      authority: session.authority,
      dataDirectory: join(session.paths.data, serverName),
    },
    session.pickPort,
  );
  const topics = await openTopicEndpoint((request) => answer(request, namespace, { server, database }, session));
  return { name, server, topics };
}

/** As the role of the external schema, which the namespace has to have. */
async function answer(
  request: TopicRequest,
  namespace: Resource,
  target: { readonly server: DatabaseServer; readonly database: string },
  { resolver, access, authority }: Session,
): Promise<void> {
  const roles = resolver.property(namespace, 'IamRoles') as readonly string[];
  if (!roles.includes(request.role)) {
    throw new LocalRunError(`the namespace must have the role of the external schema, got: ${request.role}`);
  }
  const identity = {
    key: access.keyOf(request.role.slice(request.role.lastIndexOf('/') + 1)),
    region: namespace.stack.region,
    caFile: authority.caFile,
  };
  if (request.read) await readStream(request, request.uri, identity, target);
  else await requireStream(request, request.uri, identity);
}
