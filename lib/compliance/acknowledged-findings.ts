/** A finding of a security rule that stays, and why. */
export interface AcknowledgedFinding {
  /** Id of the rule, with its finding in brackets where the rule has several. */
  readonly finding: RegExp;
  /** Construct path below the environment. */
  readonly at: RegExp;
  readonly reason: string;
}

/** Every finding that stays, in any environment. One that no construct has any more fails a test. */
export const ACKNOWLEDGED_FINDINGS: readonly AcknowledgedFinding[] = [
  {
    finding: /^AwsSolutions-VPC7$/,
    at: /^Network\//,
    reason: 'Flow logs are a choice of the environment (`network.flowLogs`): dev has no traffic worth its price.',
  },
  {
    finding: /^AwsSolutions-EC23$/,
    at: /^Network\/Network\/Vpc\/\w+\/SecurityGroup\//,
    reason: 'The range that may reach an interface endpoint is that of the VPC; the rule cannot read the token.',
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /^Database-[\w-]+\/Database\/\w+Secret\//,
    reason: 'A rotated password reaches a running connector only with a restart, so rotation is a planned step.',
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /^Warehouse\/Warehouse\/AdminSecret\//,
    reason:
      'Who has it may make and merge tables; schedules ask for it by the run, so rotation is a planned step, too.',
  },
  {
    finding: /^AwsSolutions-RDS3$/,
    at: /^Database-[\w-]+\/Database\//,
    reason: 'A standby is a choice of the environment (`databases.*.multiAz`): dev can wait for a restore.',
  },
  {
    finding: /^AwsSolutions-RDS10$/,
    at: /^Database-[\w-]+\/Database\//,
    reason: 'Deletion protection follows `dataProtection`: dev has to go with its stack.',
  },
  {
    finding: /^AwsSolutions-RDS11$/,
    at: /^Database-[\w-]+\/Database\//,
    reason: 'The database is private and admits named security groups only; another port would hide it from nobody.',
  },
  {
    finding: /^AwsSolutions-IAM4\[.*AWSLambda(Basic|VPCAccess)ExecutionRole\]$/,
    at: /^(Database-[\w-]+\/(Database\/Bootstrap|LogRetention)|Capture-[\w-]+\/(Source\/(Bootstrap|Check)|Schemas)|Pipeline-[\w-]+\/(Objects|Latest|Refined-\w+)|Streaming\/AWS)/,
    reason: 'The managed policies of Lambda give logs and network interfaces and nothing else.',
  },
  {
    finding: /^AwsSolutions-RDS6$/,
    at: /^Database-[\w-]+\/Database\//,
    reason: 'Debezium logs in with a password; IAM tokens last fifteen minutes and a connector for months.',
  },
  {
    finding: /^AwsSolutions-RDS14$/,
    at: /^Database-[\w-]+\/Database\//,
    reason: 'Backtracking is not to be had together with the binlog that capture needs.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /^Database-[\w-]+\/LogRetention/,
    reason: 'The CDK sets the retention of log groups that RDS makes itself, whose names it learns at deployment.',
  },
  {
    finding: /^AwsSolutions-IAM4\[.*AmazonSSMManagedInstanceCore\]$/,
    at: /^Operator\/ClientHost\//,
    reason: 'Session Manager is the only way in, and this is the policy that AWS maintains for its agent.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<\w+\.Arn>:\*\]$/,
    at: /^((Database-[\w-]+\/Database|Capture-[\w-]+\/Source)\/Bootstrap|Capture-[\w-]+\/Schemas|Pipeline-[\w-]+\/(Objects|Latest))\/Provider\//,
    reason: 'The provider framework invokes whichever version of its one handler is published.',
  },
  {
    finding:
      /^AwsSolutions-IAM5\[(Action::s3:(GetBucket|GetObject|List)\*|Resource::arn:.*:s3:::cdk-.*-assets-.*\/\*)\]$/,
    at: /^Operator\/ClientHost\//,
    reason: 'Read access to the bootstrap bucket of the CDK, from where the host takes the Kafka tools.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:(topic|group)\/.*\/(console-consumer-)?\*\]$/,
    at: /^Operator\/ClientHost\//,
    reason: 'Which topic or group has to be looked at is known only when something is wrong.',
  },
  {
    finding: /^AwsSolutions-ECS2$/,
    at: /^Registry\/Registry\/Task\//,
    reason:
      'Its environment says where its database is and by what rule schemas follow each other; the password is a secret.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /^Registry\/Registry\/Task\/ExecutionRole\//,
    reason: 'A token of ECR is one of the whole registry of an account; which image may be pulled is said beside it.',
  },
  {
    finding: /^AwsSolutions-ELB2$/,
    at: /^Registry\/Registry\/LoadBalancer\//,
    reason: 'It is in the network only, and the registry logs every request that reaches it.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/topics\/(.*\/)?\*\]$/,
    at: /^(Rows-[\w-]+\/Crawler|Pipeline-[\w-]+\/(Refined-\w+|Ingestion))\//,
    reason: 'Objects of rows of a topic, which nobody can name before they are there.',
  },
  {
    finding: /^AwsSolutions-GL1$/,
    at: /^Rows-[\w-]+\/Crawler\//,
    reason: 'Its log has names of folders and columns, and no row.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:log-group:\/aws-glue\/crawlers\*(:\*)?\]$/,
    at: /^Rows-[\w-]+\/Crawler\//,
    reason: 'Glue makes the group of all crawlers of an account, and a stream of each, by names of its own.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/(results|refined\/.*)\/\*\]$/,
    at: /^Pipeline-[\w-]+\/(Latest|Refined-\w+)\//,
    reason: 'Objects of results and of refreshes are named by Athena, and by the time at which they are made.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:table\/.*\/(\w+_refined_)?\*\]$/,
    at: /^Pipeline-[\w-]+\/Refined-\w+\//,
    reason: 'A refresh makes a table that is named by its time, and looks which ones there are by now.',
  },
  {
    finding: /^AwsSolutions-EC28$/,
    at: /^Operator\/ClientHost\//,
    reason: 'Nothing depends on the client host; minute metrics of it would tell nobody anything.',
  },
  {
    finding: /^AwsSolutions-EC29$/,
    at: /^Operator\/ClientHost\//,
    reason: 'The client host has no state: a new one is as good as the old.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/__amazon_msk_connect_(configs|offsets|status)_[A-Za-z0-9-]+_\*\]$/,
    at: /^(Capture|Pipeline)-[\w-]+\/Ingestion\//,
    reason: 'MSK Connect ends the names of its topics with an id that it makes with the connector, after the role.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:group\/.*\/__amazon_msk_connect_\*\]$/,
    at: /^(Capture|Pipeline)-[\w-]+\/Ingestion\//,
    reason: 'MSK Connect names the group of the workers and documents no more of the name than its beginning.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*(:topic\/.*|\/raw)\/[A-Za-z0-9-]+\.([A-Za-z0-9_-]+\.)?\*\]$/,
    at: /^(Capture|Pipeline)-[\w-]+\//,
    reason: 'Topics of more tables than a policy holds by name: those of one capture, which has its prefix for itself.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/raw\/\*\]$/,
    at: /^Pipeline-[\w-]+\/Ingestion\//,
    reason: 'One object per topic, partition and offset: no narrower pattern of keys can be known at synth.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/raw\/[A-Za-z0-9._-]+\/\*\]$/,
    at: /^Pipeline-[\w-]+\/Upsert\//,
    reason: 'The objects of one topic: their keys hold offsets, which nobody knows at synth.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:(group|transactional-id)\/.*\/(cg-control-)?[A-Za-z0-9-]+\.\*\]$/,
    at: /^Pipeline-[\w-]+\/Ingestion\//,
    reason:
      'The Iceberg sink ends names of groups and transactions with ids that it makes up; they begin with its own.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::(.*\/iceberg\/[a-z0-9_]+\.db\/|.*:table\/[a-z0-9_]+\/)\*\]$/,
    at: /^(Pipeline-[\w-]+\/(Ingestion|MergeLog)|Upkeep\/Upkeep)\//,
    reason: 'Tables of one database, and their files: who writes them makes both, files under names that it makes up.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/iceberg\/[a-z0-9_]+\.db\/\w+\/\*\]$/,
    at: /^Pipeline-[\w-]+\/MergeLog\//,
    reason: 'The files of one table of a log, whose names its sink makes up.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/(checkpoints|checkpoints-stream|delta|quarantine)\/\w*\*\]$/,
    at: /^(Pipeline-[\w-]+\/Upsert(Stream)?|Upkeep\/Upkeep)\//,
    reason:
      'The folders of the tables of one source schema, or of one named table: Delta and Spark make up the names of files.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /^(Pipeline-[\w-]+\/(Upsert(Stream)?|MergeLog)|Upkeep\/Upkeep)\/Runtime\/Role\//,
    reason:
      'CloudWatch and, for looking at the network, EC2 know no resources; the namespace of metrics is a condition.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:network-interface\/\*\]$/,
    at: /^Pipeline-[\w-]+\/UpsertStream\//,
    reason: 'Glue makes the interfaces when a run starts; the subnet and the security group are named.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:group\/.*\.stream-\*\]$/,
    at: /^Pipeline-[\w-]+\/UpsertStream\//,
    reason: 'Spark ends the names of its consumer groups with an id that it makes up for each query.',
  },
  {
    finding: /^AwsSolutions-GL[13]$/,
    at: /^(Pipeline-[\w-]+\/(Upsert(Stream)?|MergeLog)|Upkeep\/Upkeep)\/Job\//,
    reason: 'Who holds the keys of logs is a choice of the environment (`encryption`); bookmarks are off everywhere.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:group\/.*\/\*\]$/,
    at: /^Pipeline-[\w-]+\/TopicRights\//,
    reason: 'By what name Redshift reads topics in a group is nowhere said; which topics it may read is.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /^Pipeline-[\w-]+\/Objects\/Handler\//,
    reason: 'How a statement ended is asked by its id, of which IAM knows no resource; only own ones are shown.',
  },
  {
    finding: /^AwsSolutions-S1$/,
    at: /^Serving\/Athena\/Results\//,
    reason: 'Results can be had again and expire within days; who ran a query, CloudTrail knows.',
  },
];
