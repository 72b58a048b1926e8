/** What is known of requests or permissions whose action and resource match; `shortArn` gives the resource's form. */
interface Known {
  readonly action: RegExp;
  readonly resource: RegExp;
  readonly reason: string;
}

/** Refusals that clients expect and go on from, on AWS as here. */
export const HARMLESS_DENIALS: readonly Known[] = [
  {
    action: /:CreateTopic$/,
    resource: /^topic\/connect-offsets\./,
    reason: 'Connect asks for its offsets topic to be created before it looks whether it is there, and goes on with it',
  },
];

/** Permissions that the proofs have no occasion to use, or that nothing uses at all. */
export const UNUSED_ON_PURPOSE: readonly (Known & {
  /** Whether a connector that is started again, or is given what it cannot read, does use it. */
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
    usedLater: false,
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
];
