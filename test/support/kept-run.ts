import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Kafka } from 'kafkajs';

import type { Report } from '../../local/report/report';
import { type AwsClientConfig, awsClientConfig } from '../../local/servers/aws-client-config';
import { privilegedClient } from '../../local/servers/kafka-client';

const LOG_SECONDS = 60;

/** A server of a run that stays up, as `out/local/endpoints.json` has it. */
export interface Endpoint {
  readonly name: string;
  readonly kind: string;
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
}

/** What a run that stays up says of itself, read anew whenever it is asked. */
export class KeptRunFiles {
  /** @param directory working copy of the run */
  constructor(private readonly directory: string) {}

  report(): Report {
    return JSON.parse(readFileSync(join(this.directory, 'out', 'local', 'report.json'), 'utf8')) as Report;
  }

  /** The assembly that the run synthesized for itself. */
  firstAssembly(): string {
    return join(realpathSync(join(this.directory, 'out', 'local', 'latest')), 'cdk.out');
  }

  endpoint(matches: (endpoint: Endpoint) => boolean): Endpoint {
    const path = join(this.directory, 'out', 'local', 'endpoints.json');
    const { servers } = JSON.parse(readFileSync(path, 'utf8')) as { servers: Endpoint[] };
    const found = servers.find(matches);
    if (found === undefined) throw new Error(`no such server: ${servers.map(({ name }) => name).join(', ')}`);
    return found;
  }

  /** Resolves once the log of a server has such a line. */
  async logged(server: string, line: RegExp): Promise<void> {
    const log = join(this.directory, 'out', 'local', 'latest', 'logs', `${server}.log`);
    const deadline = Date.now() + LOG_SECONDS * 1000;
    while (!line.test(readFileSync(log, 'utf8'))) {
      if (Date.now() > deadline) throw new Error(`${log} has no line like ${line}`);
      await sleep(500);
    }
  }

  kafka(): Kafka {
    const { host, port } = this.endpoint(({ name }) => name.startsWith('kafka (without authentication'));
    return privilegedClient({ privilegedServers: `${host}:${port}` });
  }

  awsClient(): AwsClientConfig {
    const { host, port } = this.endpoint(({ name }) => name === 'aws');
    return awsClientConfig(`http://${host}:${port}`, 'us-east-1');
  }

  /** What the worker of a connector says that it runs. */
  configuration(connector: string): Readonly<Record<string, string>> {
    return this.report().servers.find(({ name }) => name === `connect-${connector}`)?.configuration ?? {};
  }
}
