import type { FlowNode } from '../../local/report/flow';
import type { Report } from '../../local/report/report';

/** What must never become markup. */
export const HOSTILE = `a<b>"c'&amp;</script><script>alert(1)</script>`;

const node = (changes: Partial<FlowNode> & Pick<FlowNode, 'id' | 'kind' | 'name'>): FlowNode => ({
  counts: {},
  items: [],
  proofs: [],
  ...changes,
});

const TABLES = ['shop.orders', `shop.${HOSTILE}`];

/** A run of two captures, an archive, a job that reads it and one that reads topics; one of its proofs is red. */
export const REPORT: Report = {
  environment: 'dev',
  startedAt: '2026-11-26T21:07:27.173Z',
  seconds: 312.4,
  asked: {
    pipeline: undefined,
    walkthrough: undefined,
    prove: true,
    skippedProofs: ['rerun'],
    workload: { seed: 7, changes: 200 },
  },
  passed: false,
  proofs: [
    {
      pipeline: 'P1',
      id: 'P1.2',
      claim: 'the archive is whole',
      expected: '9 events',
      actual: '9 events',
      passed: true,
    },
    { pipeline: 'P1', id: 'P1.3', claim: 'the table is there', expected: '3 rows', actual: '3 rows', passed: true },
    {
      pipeline: 'shop, crm',
      id: 'workload',
      claim: 'changes are events',
      expected: '4 c',
      actual: '4 c',
      passed: true,
    },
    {
      pipeline: 'orders',
      id: 'tables',
      claim: `tables equal ${HOSTILE}`,
      expected: `12 rows of <b>2</b> tables`,
      actual: `11 rows\nbecause: ${HOSTILE}`,
      passed: false,
    },
    { pipeline: 'elsewhere', id: 'unproven', claim: 'of nothing drawn', expected: 'a', actual: 'a', passed: true },
  ],
  earlierRounds: [],
  absentWalkthroughs: [`tour is not here: nothing captures ${HOSTILE}`],
  deaths: [`connector c: task 0 FAILED: ${HOSTILE}`],
  flow: {
    nodes: [
      node({
        id: 'database shop',
        kind: 'database',
        name: 'shop',
        counts: { 'captured tables': 2 },
        items: TABLES,
        server: 'mysql',
      }),
      node({ id: 'capture shop', kind: 'capture', name: 'shop', proofs: ['shop'], server: 'connect-shop', role: 'R1' }),
      node({ id: 'capture crm', kind: 'capture', name: 'crm', proofs: ['crm'] }),
      node({
        id: `topics ${HOSTILE}`,
        kind: 'topics',
        name: HOSTILE,
        counts: { topics: 1, partitions: 3 },
        server: 'kafka',
      }),
      node({ id: 'archive raw', kind: 'archive', name: 'raw', proofs: ['raw', 'P1.2'] }),
      node({ id: 'bucket b', kind: 'bucket', name: 'Archive' }),
      node({ id: 'job lake', kind: 'job', name: 'lake', proofs: ['lake', 'P1'] }),
      node({ id: 'job orders', kind: 'job', name: 'orders', proofs: ['orders'] }),
      node({ id: 'tables lake', kind: 'tables', name: 'lake' }),
    ],
    edges: [
      { from: 'database shop', to: 'capture shop' },
      { from: 'database shop', to: 'capture crm' },
      { from: 'capture shop', to: `topics ${HOSTILE}` },
      { from: `topics ${HOSTILE}`, to: 'archive raw' },
      { from: `topics ${HOSTILE}`, to: 'job orders' },
      { from: 'archive raw', to: 'bucket b' },
      { from: 'bucket b', to: 'job lake' },
      { from: 'job lake', to: 'tables lake' },
      { from: 'job orders', to: 'tables lake' },
    ],
  },
  servers: [
    {
      name: 'mysql',
      kind: 'MySQL 8.0.15',
      host: '127.0.0.1',
      port: 3306,
      log: '/run/mysql.log',
      logEnd: `\u001b[31m${HOSTILE}\u0000\ud800`,
      restarts: [],
    },
    {
      name: 'kafka',
      kind: 'Kafka 3.9.2',
      host: '127.0.0.1',
      port: 9092,
      log: '/run/kafka.log',
      logEnd: 'ready',
      restarts: [{ at: '2026-11-26T21:08:00.000Z', of: 'kafka', cause: 'kafka ended (SIGKILL)' }],
    },
    {
      name: 'connect-shop',
      kind: 'Kafka Connect 3.7.2',
      host: '127.0.0.1',
      port: 8083,
      log: '/run/connect.log',
      logEnd: '',
      restarts: [
        { at: '2026-11-26T21:09:00.000Z', of: 'connect-shop', cause: 'connect-shop ended (1)' },
        { at: '2026-11-26T21:10:00.000Z', of: 'connector c', cause: HOSTILE },
      ],
      configuration: { 'topic.prefix': HOSTILE },
    },
  ],
  jobs: [
    {
      name: 'UpsertJob',
      pipeline: 'lake',
      kind: 'batch',
      schedule: '0 0/1 * * ? *',
      runs: [
        { arguments: {}, seconds: 20.5, reports: [{}], log: '/run/job-1.log' },
        { arguments: {}, seconds: 61, reports: [], log: '/run/job-2.log', logEnd: 'done' },
      ],
    },
    { name: 'UpsertJob', pipeline: 'orders', kind: 'streaming', schedule: undefined, runs: [] },
  ],
  bindings: ['AWS::MSK::Cluster.Ref'],
  overrides: [{ key: 'topic: ReplicationFactor', reason: 'one broker stands for the cluster' }],
  permissions: [
    {
      role: 'R1',
      of: 'capture shop',
      permissions: [
        { action: 'kafka-cluster:Connect', resource: 'arn:aws:kafka:r:0:cluster/c/u', used: true },
        {
          action: 'kafka-cluster:DescribeCluster',
          resource: 'arn:aws:kafka:r:0:cluster/c/u',
          used: false,
          reason: 'AWS has it',
        },
        { action: 'kafka-cluster:ReadData', resource: 'arn:aws:kafka:r:0:topic/c/u/t', used: false },
      ],
      denials: [{ action: 'kafka-cluster:WriteData', resource: `arn:aws:kafka:r:0:topic/c/u/${HOSTILE}` }],
    },
  ],
  permissionProblems: ['capture shop was denied WriteData'],
  standIns: [{ deployed: 'MSK', local: 'Kafka 3.9.2' }],
  coverage: [{ type: 'AWS::KMS::Key', shown: 'validated only', resources: 2, here: 0 }],
  steps: [{ name: `start ${HOSTILE}`, seconds: 51.9 }],
  updates: [{ startedAt: '2026-11-26T21:15:00.000Z', seconds: 3, succeeded: false, lines: ['refused: <x>'] }],
  versions: { kafka: '3.9.2' },
};
