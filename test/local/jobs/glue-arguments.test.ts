import { parseSparkSettings, readServiceArguments } from '../../../local/jobs/glue-arguments';

test('defaults: no setting, no Delta Lake, and arguments of the script are its own', () => {
  expect(readServiceArguments({ '--lake': 's3://b/delta', '--kafka-options': '{}' })).toEqual({
    sparkSettings: {},
    tableFormats: [],
  });
});

test('options: settings of Spark, Delta Lake, and what only says where logs and metrics go', () => {
  expect(
    readServiceArguments({
      '--conf': 'spark.a=1 --conf spark.b=x=y',
      '--datalake-formats': 'delta',
      '--enable-metrics': '',
      '--custom-logGroup-prefix': '/jobs',
      '--job-bookmark-option': 'job-bookmark-disable',
    }),
  ).toEqual({ sparkSettings: { 'spark.a': '1', 'spark.b': 'x=y' }, tableFormats: ['delta'] });
});

test.each([
  [
    '--datalake-formats',
    'hudi',
    '`--datalake-formats` must be delta or iceberg or delta,iceberg or iceberg,delta in the local run, got: hudi',
  ],
  ['--job-bookmark-option', 'job-bookmark-enable', 'must be job-bookmark-disable in the local run'],
  ['--extra-files', 's3://b/x', "Glue's argument --extra-files has no meaning in the local run, got: s3://b/x"],
  ['--additional-python-modules', 'x', "Glue's argument --additional-python-modules"],
  ['--enable-something-new', 'true', "Glue's argument --enable-something-new"],
  ['--JOB_NAME', 'x', "Glue's argument --JOB_NAME"],
  ['lake', 's3://b', "an argument's name must begin with --, got: lake"],
])('fails for %s %s', (name, value, message) => {
  expect(() => readServiceArguments({ [name]: value })).toThrow(message);
});

test('fails for settings that are none, or that are set twice', () => {
  expect(() => parseSparkSettings('spark.a')).toThrow('got: spark.a');
  expect(() => parseSparkSettings('spark.a=1 spark.b=2')).not.toThrow();
  expect(() => parseSparkSettings('spark.a=1 --conf spark.a=2')).toThrow('must set spark.a once');
});
