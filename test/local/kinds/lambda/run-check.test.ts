import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemplateResolver } from '../../../../local/assembly/template-resolver';
import { lambda } from '../../../../local/kinds/lambda/lambda';
import { runCheck } from '../../../../local/kinds/lambda/run-check';
import { Supervisor } from '../../../../local/processes/supervisor';
import { AppliedOverrides } from '../../../../local/session/applied-overrides';
import { LocalValues } from '../../../../local/session/local-values';
import { environmentOf, resourceOf } from '../../../support/local-templates';

const templates = environmentOf({
  Source: {
    Resources: {
      Handler: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'index.check', Timeout: 20 } },
      Db: { Type: 'AWS::RDS::DBInstance' },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          Target: {
            Input: { 'Fn::Join': ['', ['{"Hostname":"', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, '"}']] },
          },
        },
      },
    },
  },
});

let directory: string;
let supervisor: Supervisor;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tributary-check-'));
  mkdirSync(join(directory, 'code'));
  supervisor = new Supervisor('run-1', directory);
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the check of a function that answers so. */
function check(answer: unknown): Promise<void> {
  writeFileSync(
    join(directory, 'code', 'index.js'),
    `exports.check = async (event) => {
       require('node:fs').writeFileSync(${JSON.stringify(join(directory, 'seen'))},
         JSON.stringify({ event, ca: process.env.DATABASE_CA_FILE, key: process.env.AWS_ACCESS_KEY_ID }));
       return ${JSON.stringify(answer)};
     };`,
  );
  const inputs = {
    resolver: new TemplateResolver(templates, { attribute: () => '127.0.0.1', secretString: () => '{}' }),
    overrides: new AppliedOverrides({ databaseCaFile: '/run/ca.pem' }, lambda.overrides ?? []),
    local: new LocalValues(),
    aws: { endpoint: 'http://127.0.0.1:1' } as never,
    access: { keyOf: (role: string) => ({ accessKeyId: role, secretAccessKey: 's', sessionToken: 't' }) },
    supervisor,
    directory,
  };
  const model = {
    resource: resourceOf(templates, 'Schedule'),
    handler: resourceOf(templates, 'Handler'),
    codeDirectory: join(directory, 'code'),
    role: 'Source-Role',
  };
  return runCheck(model, inputs);
}

test('hands over what the schedule would, resolved, has its role, and trusts the local authority', async () => {
  await expect(check({ problems: [] })).resolves.toBeUndefined();
  expect(JSON.parse(readFileSync(join(directory, 'seen'), 'utf8'))).toEqual({
    event: { Hostname: '127.0.0.1' },
    ca: '/run/ca.pem',
    key: 'Source-Role',
  });
});

test('fails with everything that was found', async () => {
  await expect(check({ problems: ['one', 'two'] })).rejects.toThrow('check-Source-Schedule found: one; two');
});

test('fails for an answer that is none', async () => {
  await expect(check({})).rejects.toThrow('check-Source-Schedule found: no list of problems, but {}');
});
