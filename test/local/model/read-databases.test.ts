import { namesAddress, readDatabases } from '../../../local/model/read-databases';
import { environmentOf, type RawResource, resourceOf } from '../../support/local-templates';

const ANNOUNCED: RawResource = {
  Type: 'Tributary::ExistingDatabase',
  Properties: {
    Key: 'shop',
    Engine: 'mysql',
    Database: 'tributary',
    Hostname: 'shop.example.internal',
    Port: '3307',
    CdcSecretName: 'shop/cdc',
    Parameters: { binlog_format: 'ROW' },
  },
};
const MADE: RawResource = {
  Type: 'AWS::RDS::DBInstance',
  Properties: { Engine: 'mysql', EngineVersion: '8.4', Tags: [{ Key: 'tributary:database', Value: 'sales' }] },
};

test('one that is there already is what its stack announces', () => {
  const [database] = readDatabases(environmentOf({ Shop: { Resources: { Existing: ANNOUNCED } } }));
  expect(database).toMatchObject({
    key: 'shop',
    engine: 'mysql',
    engineVersion: undefined,
    parameterGroups: [],
    hasSample: false,
    existing: {
      hostname: 'shop.example.internal',
      port: '3307',
      database: 'tributary',
      schema: undefined,
      cdcSecretName: 'shop/cdc',
      adminSecretName: undefined,
      parameters: { binlog_format: 'ROW' },
    },
  });
});

test('one that is made is known by its tag, and has a sample where its bootstrap makes one', () => {
  const bootstrap = (properties: object): RawResource => ({
    Type: 'Custom::DatabaseBootstrap',
    Properties: { Hostname: 'h', ...properties },
  });
  const read = (properties: object): unknown =>
    readDatabases(environmentOf({ Sales: { Resources: { Db: MADE, Bootstrap: bootstrap(properties) } } }))[0];
  expect(read({})).toMatchObject({ key: 'sales', engineVersion: '8.4', hasSample: false, existing: undefined });
  expect(read({ Sample: 'salesdb' })).toMatchObject({ key: 'sales', hasSample: true });
});

test('what names the address of one that is there already has to do with it', () => {
  const templates = environmentOf({
    Shop: {
      Resources: {
        Existing: ANNOUNCED,
        Connector: { Type: 'X', Properties: { Config: { 'database.hostname': 'shop.example.internal' } } },
        Check: { Type: 'X', Properties: { Input: '{"Hostname":"shop.example.internal"}' } },
        Other: { Type: 'X', Properties: { Hostname: 'my-shop.example.internal', Longer: 'shop.example.internal.net' } },
      },
    },
    Sales: { Resources: { Db: MADE } },
  });
  const [sales, shop] = readDatabases(templates);
  if (sales === undefined || shop === undefined) throw new Error('two databases are declared');
  const named = (database: typeof shop): boolean[] =>
    ['Connector', 'Check', 'Other'].map((id) => namesAddress(resourceOf(templates, id), database));
  expect(named(shop)).toEqual([true, true, false]);
  expect(named(sales)).toEqual([false, false, false]);
});
