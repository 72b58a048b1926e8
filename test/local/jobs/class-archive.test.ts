import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ClassArchive, classArchive } from '../../../local/jobs/class-archive';

let root: string;
let jar: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tributary-archive-'));
  mkdirSync(join(root, 'run'));
  jar = join(root, 'a.jar');
  writeFileSync(jar, 'a');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (make = true): ClassArchive =>
  classArchive({ cache: join(root, 'cache'), java: '/java', classPath: [jar], directory: join(root, 'run'), make });

/** Does what Java does at the end of a job that was told to make the archive. */
function make(archive: ClassArchive): void {
  const [option = ''] = archive.javaOptions;
  writeFileSync(option.replace('-XX:ArchiveClassesAtExit=', ''), 'classes');
}

test('the first job makes it, the next one uses it', () => {
  const first = open();
  expect(first.javaOptions).toEqual([expect.stringContaining(`-XX:ArchiveClassesAtExit=${join(root, 'run')}`)]);
  make(first);
  first.keep();
  const [option = ''] = open().javaOptions;
  expect(option).toMatch(/^-XX:SharedArchiveFile=.*\/cache\/spark-[0-9a-f]{16}\.jsa$/);
  expect(existsSync(option.replace('-XX:SharedArchiveFile=', ''))).toBe(true);
  expect(readdirSync(join(root, 'run'))).toEqual([]);
});

test('a job that is ended by a signal uses it, but does not make it', () => {
  expect(open(false).javaOptions).toEqual([]);
  const first = open();
  make(first);
  first.keep();
  expect(open(false).javaOptions).toHaveLength(1);
});

test('another jar on the class path makes another one, and the oldest of many go', () => {
  for (const time of [1, 2, 3, 4, 5, 6]) {
    utimesSync(jar, time, time);
    const other = open();
    expect(other.javaOptions[0]).toContain('ArchiveClassesAtExit');
    make(other);
    other.keep();
  }
  expect(open().javaOptions[0]).toContain('SharedArchiveFile');
  expect(readdirSync(join(root, 'cache'))).toHaveLength(4);
  utimesSync(jar, 1, 1);
  expect(open().javaOptions[0]).toContain('ArchiveClassesAtExit');
});

test('a job that did not get to make it leaves nothing', () => {
  open().keep();
  expect(existsSync(join(root, 'cache'))).toBe(false);
});
