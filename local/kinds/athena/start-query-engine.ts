import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkGroupModel } from '../../model/platform';
import type { AwsServer, QueryEngine } from '../../servers/local-server';
import type { Session } from '../../session/session';
import { startTrino } from './start-trino';

/** Starts the engine of a workgroup, with the workgroup's limit. */
export function startQueryEngine(
  { resource, scanLimitBytes }: WorkGroupModel,
  aws: AwsServer,
  { supervisor, runtime, paths, pickPort }: Session,
): Promise<QueryEngine> {
  const directory = join(paths.data, 'trino');
  mkdirSync(directory, { recursive: true });
  const spec = { awsEndpoint: aws.endpoint, region: resource.stack.region, scanLimitBytes, directory };
  return startTrino(supervisor, runtime, spec, pickPort);
}
