import { tryNext } from '../../../local/kept/try-next';
import type { RunnableJob, RunningMerges } from '../../../local/session/running-platform';

test('commands that can be typed as they are', () => {
  const jobs = [{ model: { pipeline: 'shop-delta' } } as RunnableJob];
  const merges = [{ model: { name: 'shop-redshift' } } as RunningMerges];
  const catalogTables = [{ database: 'd', name: 'shop_orders', location: 's3://b' }];
  expect(tryNext({ jobs, merges, catalogTables })).toEqual([
    'to try next:',
    '  npm run local:status                                  # servers, connectors and jobs, and whether they are alive',
    '  npm run local:job shop-delta                          # runs the job now',
    '  npm run local:job shop-redshift                       # merges into the warehouse now',
    "  npm run local:sql 'SELECT count(*) FROM shop_orders'  # asks the tables",
    '  npm run local:prove                                   # proves again what is there then',
    '  npm run local:apply                                   # brings everything to what the app says then',
  ]);
  expect(tryNext({ jobs: [], merges: [], catalogTables: [] })).toHaveLength(4);
});
