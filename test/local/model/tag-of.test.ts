import { CAPTURE_TAG, tagOf } from '../../../local/model/tag-of';
import { environmentOf, resourceOf } from '../../support/local-templates';

test.each([
  [
    'a list',
    [
      { Key: 'tributary:environment', Value: 'dev' },
      { Key: 'tributary:capture', Value: 'salesdb' },
    ],
    'salesdb',
  ],
  ['a map', { 'tributary:capture': 'salesdb' }, 'salesdb'],
  ['a list of others', [{ Key: 'tributary:environment', Value: 'dev' }], undefined],
  ['nothing', undefined, undefined],
])('a tag out of %s', (_, Tags, value) => {
  const templates = environmentOf({ S: { Resources: { R: { Type: 'X', Properties: { Tags } } } } });
  expect(tagOf(resourceOf(templates, 'R'), CAPTURE_TAG)).toBe(value);
});
