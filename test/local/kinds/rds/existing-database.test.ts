import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpdateContext } from '../../../../local/kinds/kind';
import { KindStates } from '../../../../local/kinds/kind-states';
import { existingDatabaseVerbs } from '../../../../local/kinds/rds/database';
import type { DatabaseServer } from '../../../../local/servers/local-server';
import { LocalValues } from '../../../../local/session/local-values';
import { environmentOf, resourceOf } from '../../../support/local-templates';

test('tables of another database at an address whose server runs cannot be brought any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-existing-'));
  writeFileSync(join(folder, 'crm.sql'), '');
  const announced = { Key: 'crm', Engine: 'mysql', Database: 'd', Hostname: 'db', Port: '3306', CdcSecretName: 's' };
  const templates = environmentOf({
    Crm: { Resources: { Existing: { Type: 'Tributary::ExistingDatabase', Properties: announced } } },
  });
  const local = new LocalValues();
  await local.startStandIn('db', '3306', async () => ({ name: 'mysql-shop' }) as DatabaseServer);
  const context = {
    next: { templates, local, dataFolder: folder, states: new KindStates() },
  } as unknown as UpdateContext;
  try {
    expect(() => existingDatabaseVerbs.begin?.(resourceOf(templates, 'Existing'), context)).toThrow(
      'mysql-shop runs, and takes tables such as those of crm only when it starts',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
