import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BrokerAccess } from '../../local/access/broker-access';
import { startAws } from '../../local/kinds/account/start-aws';
import { bindingsOf, verbsOf } from '../../local/kinds/kind';
import { KINDS } from '../../local/kinds/kinds';
import { runtimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import { Supervisor } from '../../local/processes/supervisor';
import { type AwsClientConfig, awsClientConfig } from '../../local/servers/aws-client-config';
import { BoundValues } from '../../local/session/bound-values';
import { LocalValues } from '../../local/session/local-values';
import type { RunningPlatform } from '../../local/session/running-platform';
import type { Session } from '../../local/session/session';
import { executeUpdate } from '../../local/update/execute-update';
import { planUpdate } from '../../local/update/plan-update';
import { RunningEnvironment } from '../../local/update/running-environment';
import { environmentOf, type RawResource } from './local-templates';

const REGION = 'us-east-1';

/** An account of the stand-in for AWS, and resources in it that are made, changed and removed as an environment's are. */
export class MadeAccount {
  private constructor(
    readonly aws: AwsClientConfig,
    readonly access: BrokerAccess,
    readonly running: RunningEnvironment,
    private readonly supervisor: Supervisor,
    private readonly folder: string,
  ) {}

  /** Roles that are given to its `access` may do what their policies say; the administrator may do everything. */
  static async open(): Promise<MadeAccount> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-account-'));
    const supervisor = new Supervisor('account-test', folder);
    const access = new BrokerAccess('arn:aws:kafka:us-east-1:1:cluster/c/u', join(folder, 'access'));
    access.setRoles([]);
    const runtime = runtimePaths(join(resolve(__dirname, '..', '..'), '.runtime'), process.env);
    const server = await startAws(supervisor, runtime, pickFreePort, access);
    const aws = awsClientConfig(server.endpoint, REGION);
    const local = new LocalValues();
    const session = { templates: environmentOf({}), local } as Session;
    const nothing = { databases: [], connectors: [], jobs: [], queries: [], catalogTables: [], others: [] };
    const platform = { ...nothing, aws: server, awsClient: aws } as unknown as RunningPlatform;
    const running = new RunningEnvironment(session, platform, new BoundValues(local, bindingsOf(KINDS)), undefined);
    return new MadeAccount(aws, access, running, supervisor, folder);
  }

  /** Leaves these in the account, by their logical ids, and no others that it made. */
  async update(resources: Readonly<Record<string, RawResource>>): Promise<void> {
    const { running } = this;
    const next = environmentOf({ S: { Resources: resources } });
    const verbs = verbsOf(KINDS);
    const plan = planUpdate({ state: running.state, next, verbs, force: false, isPartOfRun: () => true });
    expect(plan.refusals).toEqual([]);
    await executeUpdate({ running, next, plan, verbs, print: () => {} });
  }

  async close(): Promise<void> {
    await this.supervisor.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
