import type { Duration } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { fail } from '../core/fail';
import { runSchedule, runScheduleProblem } from './run-schedule';

export interface ScheduledTriggerProps {
  readonly jobName: string;
  /** Time between two starts: at least 5 minutes, and a divisor of an hour or of a day. */
  readonly schedule: Duration;
}

/** Starts a job again and again. While a run is under way no other begins, and the next start tries again. */
export class ScheduledTrigger extends Construct {
  /** @throws Error where there is no cron expression for `schedule` */
  constructor(scope: Construct, id: string, props: ScheduledTriggerProps) {
    super(scope, id);
    const problem = runScheduleProblem(props.schedule);
    if (problem !== undefined) {
      fail(scope, `\`schedule\` ${problem}`);
    }
    new glue.CfnTrigger(this, 'Resource', {
      type: 'SCHEDULED',
      schedule: runSchedule(props.schedule),
      startOnCreation: true,
      actions: [{ jobName: props.jobName }],
    });
  }
}
