import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { HandlerBundle } from '../assets/handler-bundle';

const MEMORY_MIB = 256;
/** The longest that there is: it waits for statements. */
const TIMEOUT = Duration.minutes(15);

/** Handlers that run statements of Athena, with their SQL. */
export const SERVING_BUNDLE = new HandlerBundle({ folder: __dirname, sql: 'refresh' });

export interface StatementFunctionProps {
  readonly description: string;
  /** What it calls: as a custom resource, or by the clock. */
  readonly exported: 'handler' | 'refresh';
  readonly logGroup: logs.ILogGroup;
}

/** A function that runs statements of Athena. It calls AWS's own services only, and so is in no network. */
export function statementFunction(
  scope: Construct,
  id: string,
  { description, exported, logGroup }: StatementFunctionProps,
): lambda.Function {
  return new lambda.Function(scope, id, {
    description,
    code: SERVING_BUNDLE.code(),
    handler: `index.${exported}`,
    runtime: lambda.determineLatestNodeRuntime(scope),
    architecture: lambda.Architecture.ARM_64,
    memorySize: MEMORY_MIB,
    timeout: TIMEOUT,
    logGroup,
  });
}
