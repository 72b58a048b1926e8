import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Permission, shortArn } from '../../local/access/permission-report';
import { connectorConfiguration, runConnector } from '../../local/kinds/msk-connect/run-connector';
import { startWorker } from '../../local/kinds/msk-connect/start-worker';
import { causeChain } from '../../local/local-run-error';
import { Supervisor } from '../../local/processes/supervisor';
import { consumedTopics } from '../../local/proofs/archive/prove-archive';
import { capturedTables, databaseOf, isSource } from '../../local/proofs/captured/captured-tables';
import { isGenerator } from '../../local/proofs/generated/generated-log';
import type { RunningConnector, RunningPlatform } from '../../local/session/running-platform';
import type { Session } from '../../local/session/session';
import { changeEverything, sendRecords } from './exercise';
import { isDenialOf, type Rights } from './rights';
import { explanationOf, type Row, type Trial } from './trial';

const POLL_MILLISECONDS = 300;
/** So often and with such pauses that a source has to send a heartbeat as well. */
const EXERCISE_MILLISECONDS = 8000;
const EXERCISES = 3;
const PATIENCE_SECONDS = 75;

/** Starts a connector again and again, each time without one of its role's permissions. */
export class ConnectorTrial implements Trial {
  /** Why the connector did not start, which must not pass for a denial. */
  private failure: string | undefined;

  constructor(
    private readonly of: string,
    private readonly rights: Rights,
    private readonly session: Session,
    private readonly platform: RunningPlatform,
    private readonly connector: RunningConnector,
  ) {}

  async *try(permissions: readonly Permission[]): AsyncGenerator<Row> {
    for (const permission of permissions) yield await this.without(permission);
  }

  /** Starts the connector without it, and waits until it is denied by name. */
  private async without(permission: Permission): Promise<Row> {
    const startedAt = performance.now();
    const row = { ...permission, of: this.of };
    const explanation = explanationOf(permission, this.of);
    if (explanation !== undefined) return { ...row, outcome: 'explained', how: explanation, seconds: 0 };

    await this.connector.worker.process.stop();
    await this.rights.withhold([permission]);
    const denied = await this.runUntilDenied(permission);
    await this.rights.withhold([]);
    const seconds = (performance.now() - startedAt) / 1000;
    const failure = this.takeFailure();
    // A list that leaves a topic out is no denial, and yet a connector may end by it, saying which one it misses.
    const [, name] = shortArn(permission.resource).split('/');
    const isMissed = denied !== undefined || (failure?.includes(`${name}`) ?? false);
    return { ...row, outcome: isMissed ? 'missed' : 'unseen', how: denied ?? failure ?? 'nothing misses it', seconds };
  }

  private takeFailure(): string | undefined {
    const { failure } = this;
    this.failure = undefined;
    return failure;
  }

  /**
   * Runs a new connector, and then the same one again: what a worker asks of topics that are there is another thing than
   * what it asks when it makes them.
   *
   * @returns what was denied; undefined when nothing of the kind was
   */
  private async runUntilDenied(permission: Permission): Promise<string | undefined> {
    const { name } = this.connector.model;
    const identity = this.session.local.addConnector(name);
    return (await this.runOnce(permission, identity, 1)) ?? (await this.runOnce(permission, identity, 2));
  }

  private async runOnce(permission: Permission, identity: number, life: number): Promise<string | undefined> {
    const { model } = this.connector;
    const { paths, local } = this.session;
    const folder = join(paths.directory, `${model.name}-${identity}-${life}`);
    const session: Session = {
      ...this.session,
      // A supervisor of its own: it ends a worker that will never be ready, while the start still waits for it.
      supervisor: new Supervisor(`${paths.runId}-${identity}-${life}`, folder),
      local: Object.create(local, { addConnector: { value: () => identity } }),
    };
    let state: 'starting' | 'running' | 'failed' = 'starting';
    const starting = startWorker(model, this.platform.kafka, this.platform.aws, session)
      .then((worker) => runConnector(model, this.configuration(session), worker))
      .then(
        () => {
          state = 'running';
        },
        (error: unknown) => {
          state = 'failed';
          this.failure = causeChain(error).join(': ');
        },
      );
    const deadline = Date.now() + PATIENCE_SECONDS * 1000;
    let denied = this.denial(permission);
    for (let turns = 0, at = 0; denied === undefined && Date.now() < deadline; denied = this.denial(permission)) {
      if (state !== 'starting' && Date.now() - at > EXERCISE_MILLISECONDS) {
        // What has failed without a word of this permission will not come to it.
        if (turns === EXERCISES || (state === 'failed' && turns > 0)) break;
        turns++;
        at = Date.now();
        await this.exercise();
      }
      await sleep(POLL_MILLISECONDS);
    }
    await session.supervisor.stopAll();
    await starting;
    return denied;
  }

  /** A generator that has come to its end goes on. */
  private configuration(session: Session): Record<string, string> {
    const config = connectorConfiguration(this.connector.model, session);
    return isGenerator(this.connector) ? { ...config, count: '-1' } : config;
  }

  private async exercise(): Promise<void> {
    // What it makes is enough to do.
    if (isGenerator(this.connector)) return;
    if (isSource(this.connector)) {
      await changeEverything(databaseOf(this.platform, this.connector), capturedTables(this.connector));
    } else {
      await sendRecords(this.platform.kafka, consumedTopics(this.connector));
    }
  }

  private denial(permission: Permission): string | undefined {
    const found = this.rights.asked().find((usage) => isDenialOf(permission, usage));
    return found && `denied ${found.action} on ${shortArn(found.resource)}`;
  }
}
