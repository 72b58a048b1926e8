import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { DatabaseConfig, EnvironmentConfig } from '../../../lib/config/environment';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { PlatformStage } from '../../../lib/platform-stage';
import { TABLES } from '../../fixtures/datasets';
import { SMALL, withStates } from '../../fixtures/environments';
import { testApp } from '../../support/test-app';

type Queried = EnvironmentConfig['serving']['athena']['queriedTables'];

const STATES = withStates(SMALL);

function querying(queriedTables: Queried, config = STATES): EnvironmentConfig {
  return { ...config, serving: { athena: { ...config.serving.athena, queriedTables } } };
}

test('a table has statements in each form in which pipelines keep it, where that is', () => {
  const queried = { tables: ['customer'], states: ['customer'], log: ['customer'] };
  const stage = new PlatformStage(testApp(), querying(queried));
  const template = Template.fromStack(stage.node.findChild('Serving') as Stack);
  const ofName = (Name: string) =>
    Object.values(template.findResources('AWS::Athena::NamedQuery', { Properties: { Name } }));
  expect(ofName('customer_count')).toHaveLength(1);
  expect(ofName('customer_state_history')).toMatchObject([
    { Properties: { Database: 'tributary_small_states_states' } },
  ]);
  expect(ofName('customer_log_changes')).toMatchObject([{ Properties: { Database: 'tributary_small_states_log' } }]);
});

describe('fails', () => {
  const plan = (config: EnvironmentConfig) => () => planPlatform(config, DESTINATION_KINDS);

  test('for statements that two tables would share', () => {
    const { customer, supplier } = TABLES;
    const sales: DatabaseConfig = {
      ...(SMALL.databases['sales'] as DatabaseConfig),
      tables: {
        one: { ...customer, table: 'orders', schema: 'shop' },
        two: { ...customer, table: 'orders', schema: 'legacy' },
        three: { ...supplier, table: 'shop_orders', schema: 'crm' },
      },
    };
    const shared = querying({ tables: ['one', 'two', 'three'] }, { ...SMALL, databases: { sales } });
    expect(plan(shared)).toThrow(
      '`serving.athena.queriedTables` must have statements with names of their own; a `lakeName` gives others, and a table that several pipelines keep in one form has them of one, got twice: shop_orders_count',
    );
  });

  test('for statements of one table that two pipelines keep in one form', () => {
    const { pipelines } = STATES;
    const twice = { ...STATES, pipelines: { ...pipelines, again: pipelines['states'] } } as EnvironmentConfig;
    expect(plan(querying({ states: ['customer'], again: ['salesOrder'] }, twice))).not.toThrow();
    expect(plan(querying({ states: ['customer'], again: ['customer'] }, twice))).toThrow(
      'got twice: customer_state_count',
    );
  });

  test('for queries of tables that no pipeline keeps', () => {
    expect(plan(querying({ raw: ['customer'] }))).toThrow(
      '`serving.athena.queriedTables` must be one of log, tables, states, got: raw',
    );
    expect(plan(querying({ tables: ['x'] }))).toThrow('`serving.athena.queriedTables.tables` must be one of customer,');
    expect(plan(querying({ log: ['supplier'] }))).toThrow(
      '`serving.athena.queriedTables.log` must be one of customer, salesOrder, got: supplier',
    );
  });
});
