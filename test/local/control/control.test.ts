import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlEndpoint, findControlEndpoints, writeControlFile } from '../../../local/control/control-file';
import type { ControlRequest } from '../../../local/control/control-message';
import { type Control, type ControlInputs, openControl } from '../../../local/control/open-control';
import { selectRun } from '../../../local/control/select-run';
import { sendCommand } from '../../../local/control/send-command';
import { applyAssembly } from '../../../local/kept/apply-assembly';
import { commandKeptRun } from '../../../local/kept/command-kept-run';
import { identifyProcess } from '../../../local/processes/process-identity';
import { writeRegistry } from '../../../local/processes/process-registry';

let project: string;
const opened: Control[] = [];
const REQUEST: ControlRequest = { command: 'apply', app: '/app', planOnly: true, force: false };
const me = identifyProcess(process.pid) ?? { pid: process.pid, startTicks: '' };

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tributary-control-'));
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((control) => control.close()));
  rmSync(project, { recursive: true, force: true });
});

function runDirectory(runId: string, owner = me): string {
  const directory = join(project, 'out', 'local', runId);
  mkdirSync(directory, { recursive: true });
  writeRegistry(directory, { runId, owner, processes: [] });
  return directory;
}

async function open(answer: ControlInputs['answer'], runId = 'r1', environment = 'dev'): Promise<ControlEndpoint> {
  const directory = runDirectory(runId);
  opened.push(await openControl({ runId, environment, directory, answer, signOfLifeMilliseconds: 10 }));
  return JSON.parse(readFileSync(join(directory, 'control.json'), 'utf8')) as ControlEndpoint;
}

describe('the control of a run', () => {
  test('hands on what is asked, and hands back lines and exit code', async () => {
    const asked: unknown[] = [];
    const endpoint = await open(async (request, print) => {
      asked.push(request);
      print('one');
      await new Promise((resolve) => setTimeout(resolve, 20));
      print('two\nlines');
      return 3;
    });
    const lines: string[] = [];
    expect(await sendCommand(endpoint, REQUEST, (line) => lines.push(line))).toBe(3);
    expect([asked, lines]).toEqual([[REQUEST], ['one', 'two\nlines']]);
  });

  test('says again and again that it works on what takes long, which nobody is shown', async () => {
    let end = (): void => {};
    const work = new Promise<number>((resolve) => {
      end = () => resolve(0);
    });
    const { url, token } = await open(() => work);
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await fetch(`${url}/command`, { method: 'POST', headers, body: JSON.stringify(REQUEST) });
    let text = '';
    for await (const part of body ?? []) {
      text += Buffer.from(part).toString();
      // However slow the machine is: it ends once it has said so twice.
      if (text.length >= 2) end();
    }
    expect(text).toMatch(/^\n{2,}\{"exitCode":0\}\n$/);
  });

  test('refuses whoever has no token, and listens on the loopback interface only', async () => {
    const endpoint = await open(async () => 0);
    const stranger = sendCommand({ ...endpoint, token: endpoint.token.replace(/./g, '0') }, REQUEST, () => {});
    await expect(stranger).rejects.toThrow('answered 403');
    expect(endpoint.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(statSync(join(endpoint.directory, 'control.json')).mode & 0o777).toBe(0o600);
  });

  test('an end in the middle is an error', async () => {
    const endpoint = await open(async (_, print) => {
      print('begun');
      void opened.pop()?.close();
      return new Promise<number>(() => {});
    });
    await expect(sendCommand(endpoint, REQUEST, () => {})).rejects.toThrow('run r1 ended before it answered');
    expect(findControlEndpoints(project)).toEqual([]);
  });
});

describe('the run that is meant', () => {
  test('is the one that stays up', async () => {
    await open(async () => 0, 'r1', 'prod');
    expect(selectRun(project, undefined, undefined)).toMatchObject({ runId: 'r1', environment: 'prod' });
    expect(selectRun(project, 'prod', 'r1').runId).toBe('r1');
  });

  test('is of the environment that is asked for', async () => {
    await open(async () => 0, 'r1', 'dev');
    await open(async () => 0, 'r2', 'prod');
    expect(selectRun(project, 'prod', undefined).runId).toBe('r2');
  });

  test.each([
    ['nothing stays up', [], undefined, undefined, 'nothing stays up: start `npm run local -- --keep`'],
    ['another environment', ['r1'], 'prod', undefined, 'what stays up is r1 (dev), and not prod'],
    ['another run', ['r1'], undefined, 'r9', 'what stays up is r1 (dev), and not r9'],
    ['several', ['r1', 'r2'], undefined, undefined, 'choose with `--run`: r1 (dev), r2 (dev)'],
  ])('fails where there is %s', async (_, runs, environment, runId, message) => {
    for (const run of runs) await open(async () => 0, run);
    expect(() => selectRun(project, environment, runId)).toThrow(message);
  });

  test('is never one whose process is gone', () => {
    const directory = runDirectory('r1', { ...me, startTicks: 'earlier' });
    writeControlFile({ runId: 'r1', environment: 'dev', directory, url: '', token: '' });
    expect(findControlEndpoints(project)).toEqual([]);
  });
});

describe('applyAssembly', () => {
  const options = { environment: undefined, runId: undefined, planOnly: false, force: false, variables: process.env };

  test('gives the app to the run', async () => {
    let app = '';
    await open(async (request) => {
      app = request.command === 'apply' ? request.app : 'none';
      return 0;
    });
    expect(await applyAssembly({ ...options, projectDirectory: project, app: '/a/../b', print: () => {} })).toBe(0);
    expect(app).toBe('/b');
  });

  test('fails with what the CDK said', async () => {
    await open(async () => 0);
    const cdk = join(project, 'node_modules', 'aws-cdk', 'bin');
    mkdirSync(cdk, { recursive: true });
    writeFileSync(join(cdk, 'cdk'), 'console.error("no such knob"); process.exit(4);');
    const applied = applyAssembly({ ...options, projectDirectory: project, app: undefined, print: () => {} });
    await expect(applied).rejects.toThrow('the app cannot be synthesized (exit code 4):\nno such knob');
  });
});

describe('commandKeptRun', () => {
  const ask = (request: ControlRequest, print: (line: string) => void = () => {}): Promise<number> =>
    commandKeptRun({ projectDirectory: project, environment: undefined, runId: undefined, request, print });

  test('asks the run that stays up', async () => {
    await open(async (request, print) => {
      print(request.command);
      return 7;
    });
    const lines: string[] = [];
    expect(await ask({ command: 'status' }, (line) => lines.push(line))).toBe(7);
    expect(lines).toEqual(['status']);
  });

  test('stop returns when the process of the run is gone, though it answers nobody', async () => {
    const child = spawn('sleep', ['60']);
    const directory = runDirectory('r1', identifyProcess(child.pid ?? 0));
    opened.push(
      await openControl({
        runId: 'r1',
        environment: 'dev',
        directory,
        answer: async () => {
          setTimeout(() => child.kill(), 200);
          void opened.pop()?.close();
          return new Promise<number>(() => {});
        },
      }),
    );
    const lines: string[] = [];
    expect(await ask({ command: 'stop' }, (line) => lines.push(line))).toBe(0);
    expect(lines).toEqual(['run r1 has ended']);
    expect(identifyProcess(child.pid ?? 0)).toBeUndefined();
  });
});
