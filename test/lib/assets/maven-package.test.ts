import * as fs from 'node:fs';
import * as path from 'node:path';
import { mavenPackage } from '../../../lib/assets/maven-package';
import { TemporaryFolders } from '../ingestion/plugin-folder';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

/** A shell script in Maven's place. */
function standIn(script: string): string {
  const file = path.join(folders.make(), 'mvn');
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

test('packages the module and what it needs, quietly, without tests, under umask 022', () => {
  const directory = folders.make();
  mavenPackage(directory, 'debezium-mysql', standIn('echo "$@" > arguments; umask > umask'));
  expect(fs.readFileSync(path.join(directory, 'arguments'), 'utf8')).toBe(
    '-q -B -DskipTests -Dspotless.check.skip=true -pl debezium-mysql -am package\n',
  );
  expect(fs.readFileSync(path.join(directory, 'umask'), 'utf8')).toMatch(/^0*22\n$/);
});

test('fails with the exit status and the end of the output', () => {
  const maven = standIn(
    'i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo "line $i"; done; printf "no such class\\033[0m\\n" >&2; exit 3',
  );
  const failure = () => mavenPackage(folders.make(), 'debezium-mysql', maven);
  expect(failure).toThrow(/^debezium-mysql: `mvn package` must succeed .*got: exit status 3\nline 62\n/);
  expect(failure).toThrow(/line 100\nno such class$/);
});

test('fails with what is needed where there is no Maven', () => {
  expect(() => mavenPackage(folders.make(), 'debezium-mysql', path.join(folders.make(), 'mvn'))).toThrow(
    /it needs Maven 3\.8 or newer and JDK 17\), got: exit status 127\n.*mvn/,
  );
});
