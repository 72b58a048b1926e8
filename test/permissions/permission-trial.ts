import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { UNUSED_ON_PURPOSE } from '../../local/access/known-permissions';
import { type Permission, shortArn } from '../../local/access/permission-report';
import { readRoles } from '../../local/access/read-roles';
import { readUsage } from '../../local/access/read-usage';
import type { Resource } from '../../local/assembly/environment-templates';
import { requireReference } from '../../local/assembly/follow-reference';
import { connectorConfiguration, runConnector } from '../../local/kinds/msk-connect/run-connector';
import { startWorker } from '../../local/kinds/msk-connect/start-worker';
import { causeChain } from '../../local/local-run-error';
import { Supervisor } from '../../local/processes/supervisor';
import { capturedTables, databaseOf, isSource } from '../../local/proofs/captured-tables';
import { consumedTopics } from '../../local/proofs/prove-archive';
import type { RunningConnector, RunningPlatform } from '../../local/session/running-platform';
import type { Session } from '../../local/session/session';
import { changeEverything, sendRecords } from './exercise';
import { permissionsIn, policiesOf, withoutPermission } from './without-permission';

/** What came of one permission's absence. */
export interface Row {
  readonly connector: string;
  readonly action: string;
  /** `<kind>/<name>` */
  readonly resource: string;
  readonly seen: boolean;
  readonly how: string;
  readonly seconds: number;
}

/** The broker looks at its policies that often. */
const RELOAD_MILLISECONDS = 600;
const POLL_MILLISECONDS = 300;
/** So often and with such pauses that a source has to send a heartbeat as well. */
const EXERCISE_MILLISECONDS = 8000;
const EXERCISES = 3;
const PATIENCE_SECONDS = 75;

/** Starts a connector again and again, each time without one of its role's permissions. */
export class PermissionTrial {
  /** Why the connector did not start, which must not pass for a denial. */
  private failure: string | undefined;

  constructor(
    private readonly session: Session,
    private readonly platform: RunningPlatform,
    private readonly connector: RunningConnector,
  ) {}

  permissions(): Permission[] {
    const { resolver } = this.session;
    return this.policies().flatMap((policy) => permissionsIn(policy, resolver));
  }

  /** Starts the connector without it, and waits until it is denied by name. */
  async without(permission: Permission): Promise<Row> {
    const startedAt = performance.now();
    const { action } = permission;
    const resource = shortArn(permission.resource);
    const row = { connector: this.connector.model.name, action, resource };
    const known = UNUSED_ON_PURPOSE.find((each) => each.action.test(action) && each.resource.test(resource));
    if (known?.usedLater === false) return { ...row, seen: true, how: `nothing uses it: ${known.reason}`, seconds: 0 };

    const { access, templates, resolver } = this.session;
    await this.connector.worker.process.stop();
    const copy = this.policies().reduce(
      (changed, policy) => withoutPermission(changed, policy, resolver, permission),
      templates,
    );
    access.setRoles(readRoles(copy, resolver));
    await sleep(RELOAD_MILLISECONDS);
    const denied = await this.runUntilDenied(permission);
    access.setRoles(readRoles(templates, resolver));
    const seconds = (performance.now() - startedAt) / 1000;
    const failure = this.takeFailure();
    // A list that leaves a topic out is no denial, and yet a connector may end by it, saying which one it misses.
    const seen = denied !== undefined || (failure?.includes(`${resource.split('/')[1]}`) ?? false);
    return { ...row, seen, how: denied ?? failure ?? 'nothing', seconds };
  }

  private takeFailure(): string | undefined {
    const { failure } = this;
    this.failure = undefined;
    return failure;
  }

  private policies(): Resource[] {
    const { resource } = this.connector.model;
    const property = 'ServiceExecutionRoleArn';
    const { templates } = this.session;
    const role = requireReference(templates, resource, property, resource.properties[property], 'AWS::IAM::Role');
    return policiesOf(templates, role.logicalId);
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
      .then((worker) => runConnector(model, connectorConfiguration(model, session), worker))
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

  private async exercise(): Promise<void> {
    if (isSource(this.connector)) {
      await changeEverything(databaseOf(this.platform, this.connector), capturedTables(this.connector));
    } else {
      await sendRecords(this.platform.kafka, consumedTopics(this.connector));
    }
  }

  private denial({ action, resource }: Permission): string | undefined {
    const { usageFile, generation } = this.session.access;
    const pattern = new RegExp(`^${resource.split('*').map(escaped).join('.*')}$`);
    const found = readUsage(usageFile).find(
      (usage) =>
        usage.generation === generation &&
        usage.role === this.connector.model.role &&
        usage.action === action &&
        usage.decision.endsWith('Deny') &&
        pattern.test(usage.resource),
    );
    return found && `denied ${found.action} on ${shortArn(found.resource)}`;
  }
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
