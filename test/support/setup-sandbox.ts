import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const JAR_CONTENT = 'a jar\n';
const JAR_NAME = 'connect-runtime-1.2.3.jar';

/** What a run of setup ended with. */
export interface SetupResult {
  readonly code: number | null;
  readonly output: string;
}

/**
 * A working copy with nothing but setup and one small part, and a PATH with nothing but stand-ins: no registry, no real
 * tool.
 */
export class SetupSandbox {
  readonly root = mkdtempSync(join(tmpdir(), 'setup-test-'));
  readonly jar = join(this.root, '.runtime', 'connect', 'lib', JAR_NAME);
  private readonly tools = join(this.root, 'tools');

  constructor() {
    cpSync(join(__dirname, '..', '..', 'bin'), join(this.root, 'bin'), { recursive: true });
    mkdirSync(this.tools);
    this.describeJar(createHash('sha256').update(JAR_CONTENT).digest('hex'));
  }

  /** Writes the description of the part `connect`: a pom and the checksum that its jar must have. */
  describeJar(checksum: string): void {
    const folder = join(this.root, 'local', 'runtime', 'connect');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'pom.xml'), '<project/>\n');
    writeFileSync(join(folder, 'jars.sha256'), `${checksum}  ${JAR_NAME}\n`);
  }

  /** Puts a shell script on the PATH of setup. */
  tool(name: string, script: string): void {
    const path = join(this.tools, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  /** JDK 17 and a Maven whose copy of the jar runs `before` first. */
  javaTools({ java = '17.0.9', mavenJava = '17.0.9', before = '' } = {}): void {
    this.tool('java', `echo 'openjdk version "${java}" 2023-10-17' >&2`);
    this.tool('javac', '');
    this.tool('jar', '');
    this.tool(
      'mvn',
      `if [ "$1" = --version ]; then echo "Apache Maven 3.9.5 (x)"; echo "Java version: ${mavenJava}, vendor: x"; exit; fi
       echo call >> '${join(this.root, 'maven-calls')}'
       ${before}
       for each; do case "$each" in -DoutputDirectory=*) printf 'a jar\\n' > "\${each#*=}/${JAR_NAME}";; esac; done`,
    );
  }

  /** How often Maven was asked for jars. */
  mavenCalls(): number {
    const file = join(this.root, 'maven-calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
  }

  /** Starts setup for the part `connect`, or with other arguments. */
  start(
    args: readonly string[] = ['--parts', 'connect'],
    program = 'setup.mjs',
  ): { process: ChildProcess; ended: Promise<SetupResult> } {
    const child = spawn(process.execPath, [join(this.root, 'bin', program), ...args], {
      env: { PATH: this.tools },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const ended = new Promise<SetupResult>((resolve) => child.on('close', (code) => resolve({ code, output })));
    return { process: child, ended };
  }

  /** Runs setup to its end. */
  run(args?: readonly string[]): Promise<SetupResult> {
    return this.start(args).ended;
  }

  /** Runs `npm run local` to its end, on a clone without packages. */
  runLocal(args: readonly string[]): Promise<SetupResult> {
    writeFileSync(join(this.root, 'package.json'), '{"devDependencies":{"commander":"1.0.0"}}');
    writeFileSync(
      join(this.root, 'package-lock.json'),
      '{"packages":{"":{"devDependencies":{"commander":"1.0.0"}},"node_modules/commander":{"version":"1.0.0"}}}',
    );
    return this.start(args, 'start-local.mjs').ended;
  }

  /** Process group of the command that setup runs just now, once there is one. */
  async runningCommand(): Promise<number> {
    for (;;) {
      const [first] = this.lock()?.commands ?? [];
      if (first !== undefined) return first.pid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private lock(): { commands: { pid: number }[] } | undefined {
    const file = join(this.root, '.runtime', 'setup.lock');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Whether a process is there and not only waiting to be reaped. */
export function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) Z /.test(readFileSync(file, 'utf8'));
}
