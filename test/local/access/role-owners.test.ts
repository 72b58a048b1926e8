import { roleOwners } from '../../../local/access/role-owners';
import type {
  CheckModel,
  ConnectorModel,
  CustomResourceModel,
  JobModel,
  MergesModel,
} from '../../../local/model/platform';

const connector = (role: string, of: { readonly pipeline?: string; readonly capture?: string }): ConnectorModel =>
  ({ role, ...of, name: 'tributary-dev-x' }) as ConnectorModel;

test('roles are those of captures, pipelines, functions and the client host', () => {
  const connectors = [
    connector('R1', { capture: 'salesdb' }),
    connector('R2', { pipeline: 'salesdb-archive' }),
    connector('R3', {}),
  ];
  const jobs = [{ role: 'R4', pipeline: 'salesdb-delta' } as JobModel];
  const merges = [
    { pipeline: 'salesdb-redshift', roles: { maker: 'R8', merger: 'R9', reader: 'R10' } } as MergesModel,
    { pipeline: 'idle', roles: { maker: 'R11', merger: undefined, reader: undefined } } as MergesModel,
  ];
  const stack = { stackName: 'Tributary-dev-Source' };
  const bootstraps = [{ role: 'R6', resource: { stack } } as CustomResourceModel];
  const checks = [{ role: 'R7', resource: { stack } } as CheckModel];
  const upkeep = { role: 'R12' } as JobModel;
  expect([...roleOwners({ connectors, jobs, upkeep, merges, bootstraps, checks }, 'R5')]).toEqual([
    ['R1', 'capture salesdb'],
    ['R2', 'pipeline salesdb-archive'],
    ['R3', 'connector tributary-dev-x'],
    ['R4', 'pipeline salesdb-delta'],
    ['R12', 'upkeep'],
    ['R8', 'tables of salesdb-redshift'],
    ['R9', 'pipeline salesdb-redshift'],
    ['R10', 'warehouse'],
    ['R11', 'tables of idle'],
    ['R6', 'bootstrap of Tributary-dev-Source'],
    ['R7', 'check of Tributary-dev-Source'],
    ['R5', 'client host'],
  ]);
});
