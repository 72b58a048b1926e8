import { SCHEMA_RULES } from '../../model/schema-rules';
import { OTHER_AUTHORITY } from '../../session/applied-overrides';
import type { Kind } from '../kind';
import { bootstrapVerbs } from './bootstrap';
import { customResourceVerbs } from './custom-resource';
import { scheduleVerbs } from './schedule';

/** Functions, run by what calls them: CloudFormation for its custom resources, and schedules. */
export const lambda: Kind = {
  name: 'lambda',
  evidence: 'exercised',
  evidenceOf: { 'AWS::Scheduler::Schedule': 'stood in for' },
  resources: {
    'AWS::Lambda::Function': { note: 'run by the custom resources and schedules that call it' },
    'AWS::Scheduler::Schedule': scheduleVerbs,
    'Custom::AthenaView': customResourceVerbs({ verb: 'make a view of' }),
    'Custom::DatabaseBootstrap': bootstrapVerbs,
    [SCHEMA_RULES]: customResourceVerbs({ verb: 'set rules of schemas' }),
  },
  overrides: [
    {
      target: 'function',
      key: 'DATABASE_CA_FILE',
      reason: OTHER_AUTHORITY,
      matches: /^AWS_REGION$/,
      replace: (key, value, facts) => ({ [key]: value, DATABASE_CA_FILE: facts.databaseCaFile }),
    },
  ],
  standIns: ({ model: { checks } }) => [
    ...(checks.length === 0
      ? []
      : [{ deployed: 'Amazon EventBridge Scheduler', local: 'each function called once, when its schedule is made' }]),
    { deployed: 'AWS Lambda', local: `Node.js ${process.versions.node}` },
  ],
};
