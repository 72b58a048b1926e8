import type { Resource } from '../../assembly/environment-templates';
import { readCustomResource } from '../../model/read-custom-resource';
import type { Session } from '../../session/session';
import { afterOf, beforeOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import {
  type CustomResourceRequest,
  customResourceProperties,
  type Remedy,
  runCustomResource,
} from './run-custom-resource';

/** What is particular about one type of custom resource. */
export interface CustomResourceTraits {
  /** What it does, for a step's name. @default - its type */
  readonly verb?: string;
  readonly remedy?: Remedy;
  /** Once it is made or changed. */
  readonly done?: (resource: Resource, context: UpdateContext) => void | Promise<void>;
}

/** Custom resources of a type, whose handler is a function of the templates: it is called as CloudFormation calls it. */
export function customResourceVerbs({ verb, remedy, done }: CustomResourceTraits = {}): ResourceVerbs {
  const call = (
    resource: Resource,
    request: CustomResourceRequest,
    session: Session,
    { platform }: UpdateContext,
  ): Promise<void> => {
    const model = readCustomResource(session.templates, resource, session.resolver);
    const inputs = { ...session, aws: platform().aws, directory: session.paths.data };
    return session.steps.run(`${verb ?? resource.type} ${resource.stack.stackName}`, () =>
      runCustomResource(model, request, inputs, remedy),
    );
  };
  return {
    create: async (resource, context) => {
      await call(resource, { type: 'Create' }, context.next, context);
      await done?.(resource, context);
    },
    update: {
      properties: 'any',
      run: async (change, context) => {
        const oldProperties = customResourceProperties(beforeOf(change), context.before.resolver);
        await call(afterOf(change), { type: 'Update', oldProperties }, context.next, context);
        await done?.(afterOf(change), context);
      },
    },
    remove: (resource, context) => call(resource, { type: 'Delete' }, context.before, context),
  };
}
