import { bundledSources, DECIDING_SOURCES } from '../../../lib/warehouse/warehouse-bundle';

test('whatever is bundled decides whether the handler runs again', () => {
  expect(bundledSources().toSorted()).toEqual(DECIDING_SOURCES);
});
