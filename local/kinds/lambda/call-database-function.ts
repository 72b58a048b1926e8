import { join } from 'node:path';

import type { BrokerAccess } from '../../access/broker-access';
import type { TemplateResolver } from '../../assembly/template-resolver';
import type { FunctionModel } from '../../model/platform';
import type { Supervisor } from '../../processes/supervisor';
import { awsEnvironment } from '../../servers/aws-environment';
import type { AwsServer } from '../../servers/local-server';
import type { AppliedOverrides } from '../../session/applied-overrides';
import type { LocalValues } from '../../session/local-values';
import { invokeFunction } from './invoke-function';

/** What Lambda takes when a template does not say. */
const DEFAULT_TIMEOUT_SECONDS = 3;

/** Keys by which such a function is told where its database is. */
export const DATABASE_ADDRESS = { host: 'Hostname', port: 'Port' } as const;

export interface FunctionInputs {
  readonly resolver: TemplateResolver;
  readonly overrides: AppliedOverrides;
  readonly local: LocalValues;
  readonly aws: AwsServer;
  readonly access: Pick<BrokerAccess, 'keyOf'>;
  readonly supervisor: Supervisor;
  /** For the events and the answers. */
  readonly directory: string;
}

/**
 * Calls a deployed function that works with a database.
 *
 * @param name unique within the run
 * @returns what the function resolves to
 * @throws FunctionError with the function's own error, or when it took longer than its timeout
 */
export function callDatabaseFunction(
  name: string,
  { handler, codeDirectory, role }: FunctionModel,
  event: unknown,
  { resolver, overrides, aws, access, supervisor, directory }: FunctionInputs,
): Promise<unknown> {
  return invokeFunction(supervisor, {
    name,
    codeDirectory,
    handler: resolver.text(handler, 'Handler'),
    env: overrides.apply('function', {
      ...awsEnvironment(aws.endpoint, handler.stack.region, access.keyOf(role)),
      ...resolver.textMap(handler, 'Environment.Variables'),
    }),
    timeoutSeconds: Number(resolver.property(handler, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS),
    event,
    directory: join(directory, name),
  });
}
