import { type Resource, resourceId } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import type { WorkGroupModel } from '../../model/platform';
import { describeWorkGroup, readOutputLocation, readWorkGroup } from '../../model/read-work-group';
import type { QueryEngine } from '../../servers/local-server';
import { addWorkgroup, removeWorkgroup, type WrittenAthena } from '../../servers/workgroup-file';
import type { Session } from '../../session/session';
import { early } from '../early';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { startQueryEngine } from './start-query-engine';

/** For statements that end. */
const GRACE_SECONDS = 10;

/** One query engine for the workgroup of people, and for those of functions beside it. */
export const workGroupVerbs: ResourceVerbs = {
  begin: (resource, context) => {
    const { next, setPlatform } = context;
    const model = readWorkGroup(next.templates, next.resolver);
    const starting = isOf(model, resource) ? early(start(model, next)) : undefined;
    return async () => {
      if (starting !== undefined) setPlatform({ queryEngine: await starting });
      makeKnown(resource, context);
    };
  },
  remove: async (resource, { before, platform, setPlatform }) => {
    const { athenaWorkgroupFile } = platform().aws;
    const model = readWorkGroup(before.templates, before.resolver);
    if (athenaWorkgroupFile !== undefined) {
      removeWorkgroup(athenaWorkgroupFile, describeWorkGroup(resource, before.resolver).name);
    }
    if (!isOf(model, resource)) return;
    await platform().queryEngine?.process.stop(GRACE_SECONDS);
    setPlatform({ queryEngine: undefined });
  },
  update: {
    properties: ['State', 'WorkGroupConfiguration'],
    run: async (change, context) => {
      const { next, platform } = context;
      const model = readWorkGroup(next.templates, next.resolver);
      platform().queryEngine?.limitScans(model?.scanLimitBytes);
      if (change.after !== undefined) makeKnown(change.after, context);
    },
  },
  refuse: (change) =>
    change.action === 'replace' ? 'the query engine stays one and the same while the run is up' : undefined,
};

function isOf(model: WorkGroupModel | undefined, resource: Resource): boolean {
  return model !== undefined && resourceId(model.resource) === resourceId(resource);
}

/** To whoever asks Athena by its API. */
function makeKnown(resource: Resource, { next, platform }: Pick<UpdateContext, 'next' | 'platform'>): void {
  const { aws, queryEngine } = platform();
  if (queryEngine === undefined) throw new LocalRunError('a workgroup of functions needs one of people beside it');
  if (aws.athenaWorkgroupFile === undefined) throw new LocalRunError('the stand-in of AWS has no Athena');
  const { name, enforced, scanLimitBytes } = describeWorkGroup(resource, next.resolver);
  addWorkgroup<WrittenAthena>(aws.athenaWorkgroupFile, {
    name,
    arn: workGroupArn(resource, name),
    url: `http://${queryEngine.host}:${queryEngine.port}`,
    outputLocation: readOutputLocation(resource, next.resolver),
    enforced,
    scanLimit: scanLimitBytes?.toString(),
  });
}

/** As IAM knows it. */
function workGroupArn({ stack: { region, account } }: Resource, name: string): string {
  return `arn:aws:athena:${region}:${account}:workgroup/${name}`;
}

async function start(model: WorkGroupModel | undefined, session: Session): Promise<QueryEngine | undefined> {
  if (model === undefined) return undefined;
  const aws = await session.local.awsServer();
  return session.steps.run('start Trino', () => startQueryEngine(model, aws, session));
}
