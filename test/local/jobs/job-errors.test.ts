import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { JobFailedError, pythonException } from '../../../local/jobs/job-errors';

const TRACEBACK = `{"event": "cdc_upsert.idle", "table": "a"}
Traceback (most recent call last):
  File "/jobs/upsert.py", line 20, in <module>
    run()
cdc_upsert.tables.ColumnTypeChangedError: first

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/jobs/upsert.py", line 24, in <module>
    raise TablesFailedError(reasons)
cdc_upsert.run_tables.TablesFailedError: 1 of 7 tables failed: a: Error in it
26/11/21 warning about nothing
`;

test('the exception that ended the script', () => {
  expect(pythonException(TRACEBACK)).toBe(
    'cdc_upsert.run_tables.TablesFailedError: 1 of 7 tables failed: a: Error in it',
  );
});

test('nothing where no exception ended it', () => {
  expect(pythonException('ValueError: only printed\n')).toBeUndefined();
});

test('a failed run shows its last traceback, and neither what came before nor what Java says after', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tributary-job-log-'));
  const log = join(directory, 'job.log');
  const warnings = Array.from(
    { length: 40 },
    (_, i) => `[12.3s][warning][cds] Skipping C${i}: Old class has been linked`,
  );
  writeFileSync(log, `${TRACEBACK}${warnings.join('\n')}\n`);
  const { message } = new JobFailedError('Upsert', 1, log);
  rmSync(directory, { recursive: true });
  expect(message.split('\n')).toEqual([
    `Upsert failed (1): cdc_upsert.run_tables.TablesFailedError: 1 of 7 tables failed: a: Error in it; last lines of ${log}:`,
    '    Traceback (most recent call last):',
    '      File "/jobs/upsert.py", line 24, in <module>',
    '        raise TablesFailedError(reasons)',
    '    cdc_upsert.run_tables.TablesFailedError: 1 of 7 tables failed: a: Error in it',
    '    26/11/21 warning about nothing',
  ]);
});
