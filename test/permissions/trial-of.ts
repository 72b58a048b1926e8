import type { MergesModel } from '../../local/model/platform';
import type { RunningMerges, RunningPlatform } from '../../local/session/running-platform';
import type { Session } from '../../local/session/session';
import { clientHostSituations } from './client-host-situations';
import { ConnectorTrial } from './connector-trial';
import type { Flow } from './flow';
import { bootstrapSituations, checkSituations, tablesSituations } from './function-situations';
import type { Holder } from './holders';
import { JobLife } from './job-life';
import type { Rights } from './rights';
import { Rounds, type Situation } from './rounds';
import type { Trial } from './trial';

/** What trials have in common. */
export interface Bench {
  readonly session: Session;
  readonly platform: RunningPlatform;
  readonly flow: Flow;
}

/** How the role of somebody who runs is tried. */
export function trialOf(holder: Holder, rights: Rights, bench: Bench): Trial {
  const { session, platform } = bench;
  const { of } = holder;
  if (holder.kind === 'connector') {
    const connector = running(platform.connectors, holder.model.name);
    return new ConnectorTrial(of, rights, session, platform, connector);
  }
  return new Rounds(of, rights, situationsOf(holder, rights, bench));
}

function situationsOf(
  holder: Exclude<Holder, { readonly kind: 'connector' }>,
  rights: Rights,
  { session, platform, flow }: Bench,
): Situation[] {
  switch (holder.kind) {
    case 'job':
      return new JobLife(running(platform.jobs, holder.model.name), platform, flow).situations();
    case 'upkeep':
      return [{ name: 'a run after changes', happen: () => keepAfterChanges(platform, flow) }];
    case 'bootstrap':
      return bootstrapSituations(holder.model, session, platform);
    case 'check':
      return checkSituations(holder.model, session, platform);
    case 'tables':
      return tablesSituations(holder.model, session, platform);
    case 'merges':
      return [{ name: 'a merge', happen: async () => void (await mergesOf(platform, holder.model).merge()) }];
    case 'warehouse':
      return [
        {
          name: 'a refresh',
          // It reads topics of all pipelines.
          happen: async () => {
            for (const each of platform.merges) await each.refresh();
          },
        },
      ];
    case 'client host':
      if (platform.operator === undefined) throw new Error('nobody is the operator');
      return clientHostSituations(platform.operator, rights.permissions(), platform);
  }
}

/** Every table has a file more than before. */
async function keepAfterChanges({ jobs, upkeep }: RunningPlatform, flow: Flow): Promise<void> {
  await flow.change();
  await flow.arrive();
  for (const job of jobs.filter(({ model }) => model.kind === 'batch')) await job.run();
  await upkeep?.run();
}

function mergesOf({ merges }: RunningPlatform, { name }: MergesModel): RunningMerges {
  return running(merges, name);
}

function running<T extends { readonly model: { readonly name: string } }>(all: readonly T[], name: string): T {
  const found = all.find(({ model }) => model.name === name);
  if (found === undefined) throw new Error(`${name} does not run`);
  return found;
}
