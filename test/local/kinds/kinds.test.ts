import { ENVIRONMENTS } from '../../../lib/config/environments';
import { PlatformStage } from '../../../lib/platform-stage';
import { loadAssembly } from '../../../local/assembly/load-assembly';
import { bindingsOf, type Kind, typesOfNoKind, verbsOf } from '../../../local/kinds/kind';
import { KINDS } from '../../../local/kinds/kinds';
import { NOTHING_HERE } from '../../../local/kinds/nothing-here';
import { testApp } from '../../support/test-app';

const app = testApp();
for (const environment of ENVIRONMENTS) new PlatformStage(app, environment);
const environments = [...loadAssembly(app.synth().directory).values()];

test('every type of every environment has a kind, or is said to have nothing here', () => {
  const without = [...new Set(environments.flatMap((templates) => typesOfNoKind(KINDS, templates)))];
  expect(without.sort()).toEqual(Object.keys(NOTHING_HERE).sort());
});

test('what is said to have nothing here has no kind', () => {
  expect(Object.keys(NOTHING_HERE).filter((type) => verbsOf(KINDS)[type] !== undefined)).toEqual([]);
});

test.each(KINDS)('$name is told apart by its folder', ({ name }) => {
  expect(require(`../../../local/kinds/${name}/${name}`)).toEqual({
    [camelCase(name)]: expect.objectContaining({ name }),
  });
});

test('a type and an attribute are of one kind', () => {
  const one: Kind = { name: 'one', evidence: 'exercised', resources: { T: {} }, bindings: { 'T.Ref': () => '1' } };
  const other: Kind = { ...one, name: 'other' };
  expect(() => verbsOf([one, other])).toThrow('a resource type must be of one kind, got: T of one and other');
  expect(() => bindingsOf([one, other])).toThrow('an attribute must be of one kind, got: T.Ref of one and other');
});

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
