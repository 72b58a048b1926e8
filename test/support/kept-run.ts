import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import type { Report } from '../../local/report/report';
import { type AwsClientConfig, awsClientConfig } from '../../local/servers/aws-client-config';

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

  bootstrapServers(): string {
    const { host, port } = this.endpoint(({ name }) => name === 'kafka');
    return `${host}:${port}`;
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
