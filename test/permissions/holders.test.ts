import { ENVIRONMENTS } from '../../lib/config/environments';
import { PlatformStage } from '../../lib/platform-stage';
import { UNUSED_ON_PURPOSE } from '../../local/access/known-permissions';
import { type Permission, shortArn } from '../../local/access/permission-report';
import { readRoles } from '../../local/access/read-roles';
import type { EnvironmentTemplates } from '../../local/assembly/environment-templates';
import { loadAssembly } from '../../local/assembly/load-assembly';
import { TemplateResolver } from '../../local/assembly/template-resolver';
import type { ValueSource } from '../../local/assembly/value-source';
import { bindingsOf } from '../../local/kinds/kind';
import { KINDS } from '../../local/kinds/kinds';
import { readPlatform } from '../../local/model/read-platform';
import { BindingError } from '../../local/session/bound-values';
import { SMALL, streaming } from '../fixtures/environments';
import { STRANGER } from '../fixtures/stranger';
import { STATEMENT_VALUES } from '../support/statement-values';
import { testApp } from '../support/test-app';
import { roleHolders } from './holders';
import { explanationOf } from './trial';
import { isSame, permissionsOfRole } from './without-permissions';

interface Right extends Permission {
  readonly environment: string;
  readonly role: string;
}

function allEnvironments(): EnvironmentTemplates[] {
  const app = testApp();
  for (const config of [...ENVIRONMENTS, streaming(SMALL), STRANGER]) new PlatformStage(app, config);
  const environments = [...loadAssembly(app.synth().directory).values()];
  // Nothing is bundled here, and nobody starts it.
  for (const { assets } of environments.flatMap(({ stacks }) => stacks)) {
    for (const asset of assets) Object.assign(asset, { packaging: 'file' });
  }
  return environments;
}

/** What each role may do in services that decide by it here. */
function rightsOf(templates: EnvironmentTemplates, values: ValueSource): Right[] {
  return readRoles(templates, new TemplateResolver(templates, values)).flatMap((role) =>
    permissionsOfRole(role).map((right) => ({ ...right, environment: templates.environment, role: role.name })),
  );
}

const bindings = bindingsOf(KINDS);

/** A statement about what never is here is in no run. */
const VALUES_HERE: ValueSource = {
  ...STATEMENT_VALUES,
  attribute: (resource, attribute) => {
    const key = `${resource.type}.${attribute}`;
    if (bindings[key] === undefined) throw new BindingError(`${key} has none`);
    return STATEMENT_VALUES.attribute(resource, attribute);
  },
};

const environments = allEnvironments();
const rights = environments.flatMap((templates) => rightsOf(templates, STATEMENT_VALUES));

test('every right of every role is tried, or it is said why nothing here asks for it', () => {
  const values = { attribute: () => 'bound', secretString: () => '{}' };
  const forgotten = environments.flatMap((templates) => {
    const model = readPlatform(templates, new TemplateResolver(templates, values), undefined);
    const holders = new Map(roleHolders(model).map(({ role, of }) => [role, of]));
    const tried = rightsOf(templates, VALUES_HERE).filter(({ role }) => holders.has(role));
    return rightsOf(templates, STATEMENT_VALUES).filter(
      (right) =>
        explanationOf(right, holders.get(right.role) ?? right.role) === undefined &&
        !tried.some((other) => other.role === right.role && isSame(other, right)),
    );
  });
  expect(forgotten).toEqual([]);
});

test('rights are found in each service, of each kind of holder', () => {
  expect([...new Set(rights.map(({ action }) => action.split(':')[0]))].sort()).toEqual(
    ['athena', 'dynamodb', 'glue', 'kafka-cluster', 'redshift-data', 's3', 'secretsmanager'].sort(),
  );
  expect(new Set(rights.map(({ role }) => role)).size).toBeGreaterThan(20);
});

test('each explanation is of a right that some role has', () => {
  // Names of resources that the values of this test make up are in lower case.
  const isOf = (known: RegExp, resource: string): boolean => new RegExp(known, 'i').test(shortArn(resource));
  const idle = UNUSED_ON_PURPOSE.filter(
    (known) => !rights.some(({ action, resource }) => known.action.test(action) && isOf(known.resource, resource)),
  );
  expect(idle.map(({ action, resource }) => `${action} ${resource}`)).toEqual([]);
});
