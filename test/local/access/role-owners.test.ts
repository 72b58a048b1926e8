import { roleOwners } from '../../../local/access/role-owners';
import type { ConnectorModel, JobModel } from '../../../local/model/platform';

const connector = (role: string, pipeline: string | undefined, tags?: object): ConnectorModel =>
  ({ role, pipeline, name: 'tributary-dev-x', resource: { properties: { Tags: tags } } }) as unknown as ConnectorModel;

test('roles are those of captures, pipelines and the client host', () => {
  const connectors = [
    connector('R1', undefined, [
      { Key: 'tributary:environment', Value: 'dev' },
      { Key: 'tributary:capture', Value: 'salesdb' },
    ]),
    connector('R2', 'salesdb-archive'),
    connector('R3', undefined),
  ];
  const jobs = [{ role: 'R4', pipeline: 'salesdb-delta' } as JobModel];
  expect([...roleOwners({ connectors, jobs }, 'R5')]).toEqual([
    ['R1', 'capture salesdb'],
    ['R2', 'pipeline salesdb-archive'],
    ['R3', 'connector tributary-dev-x'],
    ['R4', 'pipeline salesdb-delta'],
    ['R5', 'client host'],
  ]);
});
