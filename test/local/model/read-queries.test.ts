import { TemplateResolver } from '../../../local/assembly/template-resolver';
import type { QueryModel } from '../../../local/model/platform';
import { readQueries } from '../../../local/model/read-queries';
import { readWorkGroup } from '../../../local/model/read-work-group';
import { environmentOf, type RawTemplate } from '../../support/local-templates';

const source = {
  attribute: () => {
    throw new Error('a database has no local value before it is made');
  },
  secretString: () => '{}',
};

const lake: RawTemplate = {
  Resources: { Tables: { Type: 'AWS::Glue::Database', Properties: { DatabaseInput: { Name: 'tributary_dev' } } } },
  Outputs: { Database: { Value: { Ref: 'Tables' } } },
};

function serving(query: Record<string, unknown>, workGroups: readonly string[] = ['analysts']): RawTemplate {
  const groups = workGroups.map((Name, index) => [
    `WorkGroup${index}`,
    {
      Type: 'AWS::Athena::WorkGroup',
      Properties: {
        Name,
        WorkGroupConfiguration: {
          EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
          EnforceWorkGroupConfiguration: true,
        },
      },
    },
  ]);
  const Properties = { Name: 'count', Database: 'lake', WorkGroup: 'analysts', QueryString: 'SELECT 1', ...query };
  return { Resources: { ...Object.fromEntries(groups), Query: { Type: 'AWS::Athena::NamedQuery', Properties } } };
}

function read(template: RawTemplate): QueryModel[] {
  const templates = environmentOf({ Lake: lake, Serving: template });
  const resolver = new TemplateResolver(templates, source);
  return readQueries(templates, resolver, readWorkGroup(templates, resolver));
}

test('a statement as it stands in the template', () => {
  const sql = 'SELECT *\nFROM "t"  -- all\n';
  expect(read(serving({ QueryString: sql }))).toMatchObject([
    { name: 'count', database: 'lake', workGroup: 'analysts', sql },
  ]);
});

test('the name of a database of another stack, before the database is made', () => {
  const Database = { 'Fn::GetStackOutput': { StackName: 'Lake', OutputName: 'Database' } };
  expect(read(serving({ Database }))[0]?.database).toBe('tributary_dev');
});

describe('fails', () => {
  test('for a statement outside the workgroup', () => {
    expect(() => read(serving({ WorkGroup: 'primary' }))).toThrow(
      'Serving/Query (AWS::Athena::NamedQuery): `WorkGroup` must be "analysts", got: "primary"',
    );
    expect(() => read(serving({ WorkGroup: undefined }))).toThrow('must be "analysts", got: undefined');
  });

  test('for a statement in an environment without a workgroup', () => {
    expect(() => read(serving({}, []))).toThrow('`WorkGroup` must be in the same environment, which has none');
  });
});
