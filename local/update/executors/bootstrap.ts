import type { Resource } from '../../assembly/environment-templates';
import { findWriter } from '../../model/find-writer';
import { readBootstrap } from '../../model/read-bootstraps';
import type { Session } from '../../session';
import { type BootstrapRequest, customResourceProperties, runBootstrap } from '../../steps/run-bootstrap';
import type { Executor, UpdateContext } from '../executor';
import { afterOf, beforeOf } from '../resource-change';

/** The deployed handler, called as CloudFormation calls it. */
export const bootstrapExecutor: Executor = {
  create: async (resource, context) => {
    await call(resource, { type: 'Create' }, context.next, context);
    knowWriters(resource, context);
  },
  update: {
    properties: 'any',
    run: async (change, context) => {
      const oldProperties = customResourceProperties(beforeOf(change), context.before.resolver);
      await call(afterOf(change), { type: 'Update', oldProperties }, context.next, context);
      knowWriters(afterOf(change), context);
    },
  },
  remove: (resource, context) => call(resource, { type: 'Delete' }, context.before, context),
};

async function call(
  resource: Resource,
  request: BootstrapRequest,
  session: Session,
  { platform }: UpdateContext,
): Promise<void> {
  const model = readBootstrap(session.templates, resource, session.resolver);
  await runBootstrap(model, request, { ...session, aws: platform().aws, directory: session.paths.data });
}

/** The users that it made, for whoever plays changes. */
function knowWriters(resource: Resource, { next, platform, setPlatform }: UpdateContext): void {
  const bootstraps = [readBootstrap(next.templates, resource, next.resolver)];
  setPlatform({
    databases: platform().databases.map((database) => ({
      ...database,
      writer: findWriter(next.templates, { bootstraps }, database.model, next.local) ?? database.writer,
    })),
  });
}
