import { readablePaths } from '../../../local/update/readable-paths';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['AWS::MSK::Topic', 'Configs', base64('a=1\nb=2\n'), base64('a=1\nb=3\n'), ['Configs.b']],
  ['AWS::MSK::Topic', 'Configs', undefined, base64('a=1\n'), ['Configs']],
  ['AWS::MSK::Topic', 'Configs', base64('a=1\n'), base64('# why\na=1\n'), ['Configs']],
  ['AWS::MSK::Topic', 'Configs', base64('a=1\n'), base64('a=1\n'), []],
  ['AWS::MSK::Topic', 'TopicName', 'a=1', 'a=2', ['TopicName']],
  ['AWS::MSK::Configuration', 'ServerProperties', 'a=1\nb=1', 'a=1', ['ServerProperties.b']],
  ['AWS::MSK::Configuration', 'ServerProperties', 'no property', 'a=1', ['ServerProperties']],
  ['AWS::S3::Bucket', 'Tags', { a: 1 }, { a: 2 }, ['Tags.a']],
])('%s.%s from %j to %j', (type, property, before, after, paths) => {
  expect(readablePaths(type, property, before, after)).toEqual(paths);
});
