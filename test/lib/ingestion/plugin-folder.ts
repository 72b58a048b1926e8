import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Smallest sources of two archives, what they share, and what one of them alone depends on. */
const SOURCES: Readonly<Record<string, string>> = {
  'pom.xml': '<project/>\n',
  'assembly/plugin-zip.xml': '<assembly/>\n',
  'config-providers/pom.xml': '<project/>\n',
  'config-providers/src/main/java/Provider.java': 'class Provider {}\n',
  'debezium-mysql/pom.xml': dependingOn('config-providers', 'archive-check'),
  's3-archive-sink/pom.xml': dependingOn('config-providers', 'sink-commons', 'archive-check'),
  's3-archive-sink/src/main/java/Sink.java': 'class Sink {}\n',
  'sink-commons/pom.xml': dependingOn('sink-testkit'),
  'sink-commons/src/main/java/Backoff.java': 'class Backoff {}\n',
  'sink-testkit/pom.xml': '<project/>\n',
  'sink-testkit/src/main/java/Clock.java': 'class Clock {}\n',
};

function dependingOn(...modules: string[]): string {
  const names = modules.map((module) => `<dependency><artifactId>${module}</artifactId></dependency>`);
  return `<project>${names.join('')}</project>\n`;
}

/** Folders under the system's temporary one that a test file makes and removes again. */
export class TemporaryFolders {
  private readonly made: string[] = [];

  make(): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ingestion-test-'));
    this.made.push(folder);
    return folder;
  }

  /** A folder of plugin modules; `changes` are laid over its files, and null leaves one out. */
  makePlugins(changes: Readonly<Record<string, string | Buffer | null>> = {}): string {
    const folder = this.make();
    for (const [name, content] of Object.entries({ ...SOURCES, ...changes })) {
      if (content !== null) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), content);
      }
    }
    return folder;
  }

  remove(): void {
    for (const folder of this.made.splice(0)) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}
