import { topicPatterns } from '../../../connectors/fragments/topic-patterns';

const topics = (count: number, schema: (index: number) => string, table = 't') =>
  Array.from({ length: count }, (_, index) => `shop.${schema(index)}.${table}${index}`);

test('a few topics are named, and many are told by their schemas or their capture', () => {
  expect(topicPatterns(topics(30, () => 'crm'))).toHaveLength(30);
  expect(topicPatterns([...topics(31, () => 'crm'), 'notifications.shop'])).toEqual([
    'shop.crm.*',
    'notifications.shop',
  ]);
  expect(topicPatterns(topics(31, (index) => `s${index}`))).toEqual(['shop.*']);
});

test('names that are long fill a policy sooner', () => {
  const long = 'x'.repeat(64);
  expect(topicPatterns(topics(10, () => 'crm', long))).toHaveLength(10);
  expect(topicPatterns(topics(20, () => 'crm', long))).toEqual(['shop.crm.*']);
  expect(topicPatterns(topics(20, (index) => `${long}${index}`, long))).toEqual(['shop.*']);
  expect(
    topicPatterns(
      topics(30, () => 'crm'),
      (topic) => `${long}${topic}`,
    ),
  ).toEqual(['shop.crm.*']);
});
