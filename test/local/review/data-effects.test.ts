import type { RawResource } from '../../support/local-templates';
import { reviewStack } from '../../support/review';

const bucket = (more: Partial<RawResource> = {}): RawResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'raw' },
  ...more,
});
const helper: RawResource = { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'B' } } };
const topic = (config: string, more: Partial<RawResource> = {}): RawResource => ({
  Type: 'AWS::MSK::Topic',
  Properties: { TopicName: 't', Configs: Buffer.from(config).toString('base64') },
  ...more,
});

/** Findings about data only. */
function data(before: Record<string, RawResource>, after: Record<string, RawResource>): string[] {
  const lines = reviewStack(before, after);
  const from = lines.findIndex((line) => line.startsWith('Data: '));
  const rest = lines.slice(from + 1).findIndex((line) => !line.startsWith('Data: ') && !line.startsWith('  '));
  return from < 0 ? [] : lines.slice(from, rest < 0 ? undefined : from + 1 + rest);
}

describe('what is removed', () => {
  test('takes its data where something empties it first', () => {
    expect(data({ B: bucket(), H: helper }, {})).toEqual([
      'Data: destroys bucket `raw` is removed',
      '  gone for good: its objects',
    ]);
  });

  test('fails where a bucket is not emptied', () => {
    expect(data({ B: bucket() }, {})).toEqual([
      'Data: attention bucket `raw` is removed',
      expect.stringMatching(/deletes empty buckets only: .* DELETE_FAILED/),
    ]);
  });

  test.each(['Retain', 'RetainExceptOnCreate'])('stays behind by DeletionPolicy %s', (DeletionPolicy) => {
    expect(data({ B: bucket({ DeletionPolicy }), H: helper }, { H: helper })).toEqual([
      'Data: note bucket `raw` is removed',
      `  DeletionPolicy ${DeletionPolicy}: it stays with its objects, left behind, and no longer managed by this app`,
      '  its name stays taken while it exists',
    ]);
  });

  test('leaves a snapshot of a database, also where no policy says so', () => {
    const [finding, detail] = data({ D: { Type: 'AWS::RDS::DBInstance' } }, {});
    expect(finding).toBe('Data: attention database `D` is removed');
    expect(detail).toMatch(/last snapshot/);
  });

  test('takes the rows of a database whose policy says so', () => {
    const database = { Type: 'AWS::RDS::DBCluster', DeletionPolicy: 'Delete' };
    expect(data({ D: database }, {})[0]).toBe('Data: destroys database cluster `D` is removed');
  });

  test('holds nothing where it is an instance of a cluster', () => {
    const instance = { Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: 'c' } };
    expect(data({ D: instance }, {})).toEqual([]);
  });

  test('says of an entry of the catalog, and of a log group, that nothing is lost with it', () => {
    const table = {
      Type: 'AWS::Glue::Table',
      Properties: { DatabaseName: 'd', TableInput: { Name: 'salesdb_customer' } },
    };
    expect(data({ T: table, L: { Type: 'AWS::Logs::LogGroup' } }, {})).toEqual([
      'Data: note catalog table `salesdb_customer` is removed',
      '  only the entry goes: the files of the table stay in their bucket',
      'Data: note log group `L` is removed',
      '  its lines go with it',
    ]);
  });
});

describe('what is replaced', () => {
  const renamed = { B: bucket({ Properties: { BucketName: 'other' } }) };

  test('takes its data', () => {
    expect(data({ B: bucket() }, renamed)).toEqual([
      'Data: destroys bucket `raw` is REPLACED because of BucketName',
      '  a new one takes its place; gone for good with the old one: its objects',
    ]);
  });

  test.each<[string | undefined, string | undefined, string]>([
    ['Retain', 'Retain', 'attention'],
    ['Retain', undefined, 'destroys'],
    [undefined, 'Retain', 'destroys'],
  ])('leaves its data behind where both templates say so: %s, %s', (one, other, severity) => {
    const after = { ...renamed.B, UpdateReplacePolicy: other };
    const [finding, , stays] = data({ B: bucket({ UpdateReplacePolicy: one }) }, { B: after });
    expect(finding).toBe(`Data: ${severity} bucket \`raw\` is REPLACED because of BucketName`);
    if (severity === 'attention') {
      expect(stays).toBe(
        '  UpdateReplacePolicy Retain: the old one stays with its objects, left behind, and no longer managed by this app',
      );
    }
  });

  test('needs attention where a service decides whether it is', () => {
    const database = (snapshot: string): RawResource => ({
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBSnapshotIdentifier: snapshot, MultiAZ: snapshot === 'b' },
    });
    expect(data({ D: database('a') }, { D: database('b') })).toEqual([
      'Data: attention database `D` may be REPLACED because of DBSnapshotIdentifier',
      '  its service decides: a new one would take its place, without its rows and its log',
      '  look at the change set before it is executed',
    ]);
  });

  test('is known of types that no template of this project holds', () => {
    const table = (name: string): RawResource => ({
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: { TableName: name },
    });
    expect(data({ T: table('a') }, { T: table('b') })[0]).toBe(
      'Data: destroys AWS::DynamoDB::GlobalTable `T` is REPLACED because of TableName',
    );
  });
});

describe('what stays', () => {
  test.each<[string, RawResource, RawResource, RegExp]>([
    [
      'loses its policy',
      bucket({ DeletionPolicy: 'Retain' }),
      bucket({ DeletionPolicy: 'Delete' }),
      /`DeletionPolicy` becomes Delete/,
    ],
    [
      'loses its protection',
      { Type: 'AWS::RDS::DBInstance', Properties: { DeletionProtection: true } },
      { Type: 'AWS::RDS::DBInstance', Properties: { DeletionProtection: false } },
      /`DeletionProtection` goes off/,
    ],
    [
      'expires objects',
      bucket(),
      bucket({ Properties: { BucketName: 'raw', LifecycleConfiguration: { Rules: [{ ExpirationInDays: 3 }] } } }),
      /lifecycle rule that deletes objects/,
    ],
    ['keeps events for less time', topic('retention.ms=-1\n'), topic('retention.ms=5000\n'), /shrinks from -1 to 5000/],
    [
      'is compacted',
      topic('cleanup.policy=delete\n'),
      topic('cleanup.policy=compact\n'),
      /`cleanup.policy` becomes compact/,
    ],
  ])('is said to be less safe where it %s', (_, before, after, words) => {
    const [finding, detail] = data({ X: before }, { X: after });
    expect(finding).toMatch(/^Data: attention /);
    expect(detail).toMatch(words);
  });

  test.each<[string, RawResource, RawResource]>([
    ['is kept from now on', bucket({ DeletionPolicy: 'Delete' }), bucket({ DeletionPolicy: 'Retain' })],
    ['keeps events for longer', topic('retention.ms=5000\n'), topic('retention.ms=-1\n')],
    [
      'cleans up unfinished uploads',
      bucket(),
      bucket({
        Properties: {
          BucketName: 'raw',
          LifecycleConfiguration: { Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } }] },
        },
      }),
    ],
  ])('is not where it %s', (_, before, after) => {
    expect(data({ X: before }, { X: after })).toEqual([]);
  });
});
