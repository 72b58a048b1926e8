import { pythonException } from '../../../local/jobs/job-errors';

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
