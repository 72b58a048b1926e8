import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

import { runtimePaths } from '../../../local/paths';
import { pickFreePort } from '../../../local/processes/start-on-free-port';
import { Supervisor } from '../../../local/processes/supervisor';
import { waitUntilReady } from '../../../local/processes/wait-until-ready';
import { type CertificateAuthority, createAuthority } from '../../../local/servers/create-certificates';
import type { DatabaseServer } from '../../../local/servers/local-server';
import { type PostgresSpec, startPostgres } from '../../../local/servers/start-postgres';
import { withoutRoot } from '../../../local/servers/without-root';

jest.setTimeout(20_000);

const ADMIN = { user: 'The "admin"', password: `pass'word\\` };
const runtime = runtimePaths(join(__dirname, '..', '..', '..', '.runtime'), process.env);
/** As a run of root may have them: nobody else can enter. */
const directory = mkdtempSync(join(tmpdir(), 'tributary-postgres-'));
const dataDirectory = join(directory, 'data', 'sales');
const supervisor = new Supervisor('run-1', directory);

let authority: CertificateAuthority;
let server: DatabaseServer;
const open: Client[] = [];

const start = (changes: Partial<PostgresSpec> = {}): Promise<DatabaseServer> =>
  startPostgres(
    supervisor,
    runtime,
    {
      name: 'sales',
      parameters: { wal_level: 'logical' },
      admin: async () => ADMIN,
      adminIsSuperuser: false,
      database: 'sales',
      authority,
      dataDirectory,
      ...changes,
    },
    pickFreePort,
  );

beforeAll(async () => {
  authority = await createAuthority(directory);
  server = await start();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.end().catch(() => undefined)));
});

afterAll(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

async function connect(changes: ClientConfig = {}): Promise<Client> {
  const client = new Client({
    host: server.host,
    port: server.port,
    ...ADMIN,
    database: 'sales',
    ssl: { ca: readFileSync(server.caFile), host: server.host } as ClientConfig['ssl'],
    ...changes,
  });
  client.on('error', () => undefined);
  open.push(client);
  await client.connect();
  return client;
}

async function select(sql: string): Promise<unknown> {
  return (await (await connect()).query({ text: sql, rowMode: 'array' })).rows[0];
}

/** Processes at work in the folder of the data: the server and all it has started. Seen by its own user, see there. */
function processesOfServer(): string[] {
  const script = 'for each in /proc/[0-9]*; do [ "$each/cwd" -ef "$0" ] && echo "$each"; done; true';
  const { command, args } = withoutRoot({ command: 'sh', args: ['-c', script, join(dataDirectory, 'data')] });
  return execFileSync(command, args, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

describe('who may come', () => {
  test('somebody with the password over TLS that the authority of the run vouches for', async () => {
    expect(await select('SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).toEqual([
      true,
      'TLSv1.3',
    ]);
  });

  test('nobody with a wrong password', async () => {
    await expect(connect({ password: 'wrong' })).rejects.toThrow('password authentication failed');
  });

  test('nobody without TLS', async () => {
    await expect(connect({ ssl: false })).rejects.toThrow('no encryption');
  });

  test('a client that trusts another authority stays away', async () => {
    const other = await createAuthority(join(directory, 'other'));
    await expect(connect({ ssl: { ca: readFileSync(other.caFile) } })).rejects.toThrow(/certificate/);
  });

  test('nobody as the superuser that has made it', async () => {
    for (const password of [ADMIN.password, 'rdsadmin', ''])
      await expect(connect({ user: 'rdsadmin', password })).rejects.toThrow(/password/);
  });
});

describe('what is handed over', () => {
  test('is of the version that it is said to be', async () => {
    expect(await select("SELECT current_setting('server_version')")).toEqual([server.engineVersion]);
  });

  test('is as its parameters say, in UTF-8 and in UTC', async () => {
    expect(
      await select(
        "SELECT current_setting('wal_level'), current_setting('server_encoding'), current_setting('timezone')",
      ),
    ).toEqual(['logical', 'UTF8', 'UTC']);
  });

  test('has an admin who is no superuser, to whom the database belongs', async () => {
    expect(
      await select(
        `SELECT rolsuper, rolcreatedb, rolcreaterole, rolname = pg_get_userbyid(datdba)
         FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
      ),
    ).toEqual([false, true, true, true]);
  });

  test('sends the changes of its tables in the way of pgoutput', async () => {
    const client = await connect();
    await client.query('CREATE TABLE changed (id int PRIMARY KEY)');
    await client.query('CREATE PUBLICATION changes FOR TABLE changed');
    expect((await client.query('SELECT pubname FROM pg_publication_tables')).rows).toEqual([{ pubname: 'changes' }]);
  });
});

/** Has it count for hours, in which it does not look whether its server still lives. */
async function keepBusy(): Promise<{ client: Client; outcome: Promise<unknown> }> {
  const client = await connect();
  const outcome = client.query('SELECT count(*) FROM generate_series(1, 1000000000000)').catch(() => 'broken off');
  const counting = "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT count%'";
  while ((await select(counting)) === undefined) await sleep(20);
  return { client, outcome };
}

async function killServer(): Promise<void> {
  const [postmaster] = readFileSync(join(dataDirectory, 'data', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(postmaster), 'SIGKILL');
  await server.process.ended;
}

async function startAgain(): Promise<void> {
  server.process.restart();
  await waitUntilReady(server.process, server.answer, 30);
}

describe('when it ends', () => {
  test('killed while it works it comes back on the same port, with all that was committed', async () => {
    const client = await connect();
    await client.query('CREATE TABLE kept (id int)');
    await client.query('INSERT INTO kept VALUES (1)');
    const busy = await keepBusy();
    await killServer();
    while (processesOfServer().length > 1) await sleep(20);
    expect(processesOfServer()).toHaveLength(1);

    await startAgain();

    expect(await select('SELECT id FROM kept')).toEqual([1]);
    expect(await busy.outcome).toBe('broken off');
  });

  test('nothing is left of a killed one whose clients are gone', async () => {
    const busy = await keepBusy();
    await killServer();
    (busy.client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    while (processesOfServer().length > 0) await sleep(50);

    await startAgain();
  });

  test('it does so at once, with all its processes, whoever is connected', async () => {
    const busy = await keepBusy();
    expect(processesOfServer().length).toBeGreaterThan(2);

    await server.process.stop();

    expect(await busy.outcome).toBe('broken off');
    expect(server.process.endedWith()).not.toBe('SIGKILL');
    expect(processesOfServer()).toEqual([]);
  });
});

test('starts anew in the place of an earlier one, with an admin who is a superuser where that is wanted', async () => {
  server = await start({ name: 'warehouse', adminIsSuperuser: true });

  expect(await select('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([true]);
  expect(await select("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'rdsadmin'")).toEqual([false]);
  await expect(select('SELECT * FROM kept')).rejects.toThrow('does not exist');
});

test('a parameter that it does not know is an error with the words of the server', async () => {
  await expect(
    start({ name: 'strange', dataDirectory: join(directory, 'data', 'strange'), parameters: { wal_depth: '3' } }),
  ).rejects.toThrow('unrecognized configuration parameter "wal_depth"');
});
