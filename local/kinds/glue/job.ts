import { type Resource, resourceId } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import type { JobModel } from '../../model/platform';
import { readJobs, readUpkeep, UPKEEP } from '../../model/read-jobs';
import { allJobs, type RunnableJob } from '../../session/running-platform';
import { afterOf, beforeOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { prepareJob } from './prepare-job';

/** Jobs with their scripts, packages and arguments. */
export const jobVerbs: ResourceVerbs = {
  create: async (resource, context) => {
    const definition = await prepared(resource, context);
    if (definition.model.pipeline === UPKEEP) context.setPlatform({ upkeep: definition });
    else context.setPlatform({ jobs: [...context.platform().jobs, definition] });
  },
  update: {
    properties: 'any',
    // The same job, so that a run which is under way still counts as one.
    run: async (change, context) => {
      runningJob(beforeOf(change), context)?.redefine(await prepared(afterOf(change), context));
    },
  },
  remove: async (resource, context) => {
    const { jobs, upkeep } = context.platform();
    const gone = runningJob(resource, context);
    if (gone !== undefined && gone === upkeep) context.setPlatform({ upkeep: undefined });
    else context.setPlatform({ jobs: jobs.filter((job) => job !== gone) });
  },
};

/** A trigger is part of its job's model here: it says when the job runs. */
export const triggerVerbs: ResourceVerbs = {
  create: (_, context) => takeSchedules(context),
  update: { properties: 'any', run: (_, context) => takeSchedules(context) },
  remove: (_, context) => takeSchedules(context),
};

async function takeSchedules(context: UpdateContext): Promise<void> {
  const models = modelsOf(context);
  for (const job of allJobs(context.platform())) {
    const model = modelOf(job.model.resource, models);
    if (model === undefined || model.schedule === job.model.schedule) continue;
    job.redefine(await prepareJob(model, context.platform().aws, context.next));
  }
}

async function prepared(resource: Resource, context: UpdateContext): Promise<RunnableJob> {
  const { next, platform } = context;
  const model = modelOf(resource, modelsOf(context));
  if (model === undefined) throw new LocalRunError(`job ${resourceId(resource)} is none that can be run here`);
  return prepareJob(model, platform().aws, next);
}

function modelsOf({ next: { templates, resolver } }: UpdateContext): JobModel[] {
  const upkeep = readUpkeep(templates, resolver);
  return [...readJobs(templates, resolver), ...(upkeep === undefined ? [] : [upkeep])];
}

function modelOf(resource: Resource, models: readonly JobModel[]): JobModel | undefined {
  return models.find((model) => resourceId(model.resource) === resourceId(resource));
}

/** The older one, while a replaced job is still there beside its successor. */
function runningJob(resource: Resource, { platform }: UpdateContext): RunnableJob | undefined {
  return allJobs(platform()).find(({ model }) => resourceId(model.resource) === resourceId(resource));
}
