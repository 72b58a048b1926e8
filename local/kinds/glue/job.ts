import { type Resource, resourceId } from '../../assembly/environment-templates';
import type { JobModel } from '../../model/platform';
import { readJobs } from '../../model/read-jobs';
import type { RunnableJob } from '../../session/running-platform';
import { afterOf, beforeOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { prepareJobs } from './prepare-jobs';

/** Jobs with their scripts, packages and arguments. */
export const jobVerbs: ResourceVerbs = {
  create: async (resource, context) => {
    const definitions = await prepared(resource, context);
    context.setPlatform({ jobs: [...context.platform().jobs, ...definitions] });
  },
  update: {
    properties: 'any',
    // The same job, so that a run which is under way still counts as one.
    run: async (change, context) => {
      const [definition] = await prepared(afterOf(change), context);
      if (definition !== undefined) runningJob(beforeOf(change), context)?.redefine(definition);
    },
  },
  remove: async (resource, context) => {
    const { jobs } = context.platform();
    const gone = runningJob(resource, context);
    context.setPlatform({ jobs: jobs.filter((job) => job !== gone) });
  },
};

/** A trigger is part of its job's model here: it says when the job runs. */
export const triggerVerbs: ResourceVerbs = {
  create: (_, context) => takeSchedules(context),
  update: { properties: 'any', run: (_, context) => takeSchedules(context) },
  remove: (_, context) => takeSchedules(context),
};

async function takeSchedules(context: UpdateContext): Promise<void> {
  const models = readJobs(context.next.templates, context.next.resolver);
  for (const job of context.platform().jobs) {
    const model = modelOf(job.model.resource, models);
    if (model === undefined || model.schedule === job.model.schedule) continue;
    const [definition] = await prepareJobs([model], context.platform().aws, context.next);
    if (definition !== undefined) job.redefine(definition);
  }
}

function prepared(resource: Resource, { next, platform }: UpdateContext): Promise<RunnableJob[]> {
  const model = modelOf(resource, readJobs(next.templates, next.resolver));
  return prepareJobs(model === undefined ? [] : [model], platform().aws, next);
}

function modelOf(resource: Resource, models: readonly JobModel[]): JobModel | undefined {
  return models.find((model) => resourceId(model.resource) === resourceId(resource));
}

/** The older one, while a replaced job is still there beside its successor. */
function runningJob(resource: Resource, { platform }: UpdateContext): RunnableJob | undefined {
  return platform().jobs.find(({ model }) => resourceId(model.resource) === resourceId(resource));
}
