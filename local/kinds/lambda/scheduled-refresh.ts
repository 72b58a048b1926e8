import { resourceId } from '../../assembly/environment-templates';
import type { RefreshModel } from '../../model/platform';
import { SCHEDULED_TIME } from '../../model/read-refreshes';
import type { RunningRefresh } from '../../session/running-platform';
import { callDatabaseFunction, type FunctionInputs } from './call-database-function';

/** A time as the scheduler tells it has whole seconds. */
const SECOND = 1000;

/** What makes a table anew by the clock, called when somebody asks for it. */
export class ScheduledRefresh implements RunningRefresh {
  private last = 0;

  constructor(
    readonly model: RefreshModel,
    private readonly inputs: () => FunctionInputs,
  ) {}

  get id(): string {
    return resourceId(this.model.resource);
  }

  async run(): Promise<unknown> {
    const { resource, ...deployed } = this.model;
    const inputs = this.inputs();
    // A call with the time of the one before would be that one, tried again.
    this.last = Math.max(Math.floor(Date.now() / SECOND), this.last + 1);
    const due = new Date(this.last * SECOND).toISOString().replace(/\.\d+Z$/, 'Z');
    const input = inputs.resolver.text(resource, 'Target.Input').replaceAll(SCHEDULED_TIME, due);
    const name = `refresh-${resource.stack.stackName}-${resource.logicalId}`;
    return callDatabaseFunction(name, deployed, JSON.parse(input), inputs);
  }
}
