import { ENVIRONMENTS } from '../../../lib/config/environments';
import { UPDATE_BEHAVIOURS } from '../../../local/update/update-behaviours';
import { synthesize, type Template } from '../../support/platform';

/** Their handlers decide by the physical id they answer. */
const CUSTOM = /^Custom::/;

test('every type of every environment has its update behaviour', () => {
  const types = ENVIRONMENTS.flatMap(synthesize).flatMap(({ template }) =>
    Object.values((template as Template).Resources).map(({ Type }) => Type),
  );
  const unknown = new Set(types.filter((type) => !CUSTOM.test(type) && UPDATE_BEHAVIOURS[type] === undefined));
  expect([types.length > 100, [...unknown]]).toEqual([true, []]);
});

test.each(Object.entries(UPDATE_BEHAVIOURS))('%s names its page and says one thing', (type, behaviour) => {
  expect(behaviour.page).toBe(`aws-resource-${type.split('::').slice(1).join('-').toLowerCase()}`);
  expect(behaviour.inPlace !== undefined && behaviour.replacedBy !== undefined).toBe(false);
});
