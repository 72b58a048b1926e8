import { UPKEEP } from '../model/read-jobs';

/** What is known of requests or permissions whose action and resource match; `shortArn` gives the resource's form. */
interface Known {
  readonly action: RegExp;
  readonly resource: RegExp;
  readonly reason: string;
}

/** Where the CDK uploads what a deployment needs. */
const ASSETS = /^arn:aws:s3:::cdk-[a-z0-9]+-assets-/;

/** Refusals that clients expect and go on from, on AWS as here. */
export const HARMLESS_DENIALS: readonly Known[] = [
  {
    action: /:CreateTopic$/,
    resource: /^topic\/connect-offsets\./,
    reason: 'Connect asks for its offsets topic to be created before it looks whether it is there, and goes on with it',
  },
  {
    action: /^s3:GetObject$/,
    resource: /\/delta\/_delta_log$/,
    reason: 'Delta looks whether what is above a folder that is no table is one, and takes a refusal for none',
  },
];

/** Permissions that the proofs have no occasion to use, or that nothing uses at all. */
export const UNUSED_ON_PURPOSE: readonly (Known & {
  /** Whose it is, as people know it, or how such names begin. @default - whoever has it */
  readonly of?: string | RegExp;
  /** Whether something that `npm run test:permissions` lets happen misses it, such as a second start or a line that nobody can read. */
  readonly usedLater: boolean;
})[] = [
  {
    action: /:DescribeCluster$/,
    resource: /^cluster$/,
    reason:
      'AWS has it in every policy for MSK Connect: what the service itself asks before it starts a worker is not known',
    usedLater: false,
  },
  {
    action: /:WriteData$/,
    resource: /^topic\/__amazon_msk_connect_offsets_/,
    reason: 'a sink has its offsets in its consumer group; its worker is given the topic all the same',
    usedLater: false,
  },
  {
    action: /:(AlterGroup|DescribeGroup)$/,
    resource: /^group\/.*\.stream-\*$/,
    reason:
      'Spark names a group for each of its queries and never joins it; whether what Glue adds to it does is not known',
    usedLater: false,
  },
  {
    action: /:DescribeTopicDynamicConfiguration$/,
    resource: /^topic\/\*$/,
    reason: 'people look at topics from the client host',
    usedLater: true,
  },
  {
    action: /:ReadData$/,
    resource: /^topic\/schema-history\./,
    reason: 'a source reads its schema history when it starts again',
    usedLater: true,
  },
  {
    action: /:WriteData$/,
    resource: /^topic\/dead-letter\./,
    reason: 'written when there is a record that cannot be delivered',
    usedLater: true,
  },
  {
    action: /^glue:GetConnection$/,
    resource: /:(catalog|connection\/.*)$/,
    reason: 'Glue asks for it as the job, to place the job in its network',
    usedLater: false,
  },
  {
    action: /^s3:/,
    resource: ASSETS,
    reason: 'Glue fetches scripts, packages and jars as the job, the client host its tools when it is made',
    usedLater: false,
  },
  {
    action: /^secretsmanager:GetSecretValue$/,
    resource: /:secret:DatabaseAppSecret/,
    reason: 'people sign in to the database from the client host',
    usedLater: true,
  },
  {
    action: /^s3:GetObject$/,
    resource: /^arn:aws:s3:::[^/]+\/(raw|topics)\/\*$/,
    reason: 'a sink reads what its newest object says when it starts again',
    usedLater: true,
  },
  {
    action: /./,
    resource: /./,
    of: /^crawler of /,
    reason: 'nothing here looks into objects for new columns; on AWS, people start it',
    usedLater: false,
  },
  {
    action: /^athena:StopQueryExecution$/,
    resource: /:workgroup\//,
    reason: 'a statement is stopped that takes longer than the function that waits for it may run',
    usedLater: false,
  },
  {
    action: /^glue:(DeleteTable|UpdateTable)$/,
    resource: /:(catalog|database\/.*|table\/.*)$/,
    of: /^(views|refresh) of /,
    reason:
      'a view is exchanged or goes by a later deployment or refresh, and tables of refreshes are kept for two hours',
    usedLater: false,
  },
  {
    action: /^s3:DeleteObject$/,
    resource: /\/refined\//,
    reason: 'what refreshes wrote is kept for two hours, and no run is as old',
    usedLater: false,
  },
  {
    action: /^s3:AbortMultipartUpload$/,
    resource: /^arn:aws:s3:::/,
    reason: 'a file that is large is uploaded in parts, and taken back when its writer fails',
    usedLater: false,
  },
  {
    action: /^s3:DeleteObject$/,
    resource: /\/iceberg\/[^/]+\.db\/\*$/,
    reason: 'files of a commit that another writer was ahead of are none of the table, and here is one writer',
    usedLater: false,
  },
  {
    action: /^s3:DeleteObject$/,
    resource: /^arn:aws:s3:::[^/]+\/delta\//,
    of: UPKEEP,
    reason: 'what tables no longer hold stays for a day at least, and no run is as old',
    usedLater: false,
  },
  {
    action: /^(s3:PutObject|glue:UpdateTable)$/,
    resource: /\/delta\/|\.db\/\*$|:(database|table)\//,
    of: UPKEEP,
    reason: 'a table whose rows lie in one file is left as it is, and here some databases have no other',
    usedLater: true,
  },
  {
    action: /^s3:(Get|Put|Delete)Object$/,
    resource: /\/quarantine(\/[^/]*)?$/,
    reason: 'written when a line of the archive is no event',
    usedLater: true,
  },
  {
    action: /^s3:GetObject$/,
    resource: /^arn:aws:s3:::[^/]+\/(delta|checkpoints(-stream)?)$/,
    reason:
      'looked for before a folder is made in it while it is empty; here the entry of a run that writes is there first',
    usedLater: false,
  },
  {
    of: /Rows-[\w-]+-CrawlerRole/,
    action: /^(glue|s3):/,
    resource: /./,
    reason: 'a crawler runs nowhere here',
    usedLater: false,
  },
  {
    of: /(^tasks of |-Registry-\w*ExecutionRole)/,
    action: /^secretsmanager:GetSecretValue$/,
    resource: /:secret:/,
    reason: 'asked for before the registry starts, which it does not without it',
    usedLater: false,
  },
  {
    of: /(^(views|refresh) of |-Pipeline-[\w-]+-(Latest|Refined\w+)HandlerServiceRole)/,
    action: /^(athena|glue|s3):/,
    resource: /./,
    reason: 'taken away one by one in the tests of statements of Athena: a run has no occasion for some of them',
    usedLater: false,
  },
];
