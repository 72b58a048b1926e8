import { KINDS } from '../../../local/kinds/kinds';
import type { Selection } from '../../../local/model/select-flow';
import { partOfRun } from '../../../local/update/part-of-run';
import { emptyEnvironment } from '../../support/empty-environment';
import { environment } from '../../support/platform';
import { readSynthesized } from '../../support/synthesized-templates';

const { templates } = readSynthesized(environment('dev'));

/** Types of which something is part of a run of that part of dev. */
function typesOf(selection: Selection | undefined): string[] {
  const isPart = partOfRun(emptyEnvironment(templates, KINDS, selection), templates);
  const parts = templates.stacks.flatMap(({ resources }) => [...resources.values()]).filter(isPart);
  return [...new Set(parts.map(({ type }) => type))];
}

test('a part without tables has nobody who asks for them, and no job', () => {
  const types = typesOf({ pipeline: 'salesdb-archive' });
  expect(types.filter((type) => /Athena|Glue::Job/.test(type))).toEqual([]);
  expect(types).toEqual(expect.arrayContaining(['AWS::KafkaConnect::Connector', 'Custom::DatabaseBootstrap']));
});

test.each([[{ pipeline: 'salesdb-delta' }], [undefined]])('%j has both', (selection) => {
  expect(typesOf(selection)).toEqual(expect.arrayContaining(['AWS::Athena::WorkGroup', 'AWS::Glue::Job']));
});
