import type { Guard, Mutation } from './mutation';

const mskIam = (tests: string): Guard => ({ kind: 'maven', module: 'local/msk-iam', tests });
const JAVA = 'local/msk-iam/src/main/java/io/tributary/msk/iam';

/** Lines that decide who may do what at the local broker, and in S3 and Secrets Manager. */
export const ROLE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a deny that an allow outdoes',
    file: `${JAVA}/policy/Policy.java`,
    from: 'if (!denies.isEmpty()) {',
    to: 'if (!denies.isEmpty() && allows.isEmpty()) {',
    guard: mskIam('PolicyTest'),
  },
  {
    name: 'a signature that nobody compares',
    file: `${JAVA}/RequestVerifier.java`,
    from: `return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));`,
    to: 'return true;',
    guard: mskIam('ForgedRequestTest'),
  },
  {
    name: 'a right to write one topic that passes for idempotent writing',
    file: `${JAVA}/MskIamAuthorizer.java`,
    from: 'return result(exempt(context));',
    to: 'return AuthorizationResult.ALLOWED;',
    guard: mskIam('MskIamAuthorizerTest'),
  },
  {
    name: 'a role without the topics that it writes, at a broker that asks',
    file: 'lib/streaming/kafka-policies.ts',
    from: "allow(['DescribeTopic', 'WriteData'], arns(cluster, 'topics', topics))",
    to: "allow(['DescribeTopic'], arns(cluster, 'topics', topics))",
    guard: { kind: 'local' },
  },
  {
    name: 'a role that may do more than anybody needs',
    file: 'lib/streaming/kafka-policies.ts',
    from: "allow(['DescribeTopic', 'ReadData'], arns(cluster, 'topics', topics))",
    to: "allow(['DescribeTopic', 'ReadData', 'DeleteTopic'], arns(cluster, 'topics', topics))",
    guard: { kind: 'local' },
  },
  {
    name: 'a sink that may not put its objects, at an S3 that asks',
    file: 'lib/lake/archive-policies.ts',
    from: "actions: ['s3:GetObject', 's3:PutObject'],",
    to: "actions: ['s3:GetObject'],",
    guard: { kind: 'local' },
  },
  {
    name: 'a client that may not read its secret',
    file: 'lib/source/secret-policies.ts',
    from: "actions: ['secretsmanager:GetSecretValue']",
    to: "actions: ['secretsmanager:DescribeSecret']",
    guard: { kind: 'local' },
  },
  {
    name: 'a process with the credentials of nobody',
    file: 'local/servers/aws-environment.ts',
    from: '    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,\n',
    to: "    AWS_SECRET_ACCESS_KEY: 'local',\n",
    guard: { kind: 'local' },
  },
];
