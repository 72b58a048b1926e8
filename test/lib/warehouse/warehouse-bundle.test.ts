import { DECIDING_SOURCES, WAREHOUSE_BUNDLE } from '../../../lib/warehouse/warehouse-bundle';

test('whatever is bundled decides whether the handler runs again', () => {
  expect(WAREHOUSE_BUNDLE.sources().toSorted()).toEqual(DECIDING_SOURCES);
});
