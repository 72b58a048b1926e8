import { UnresolvedValueError } from '../assembly/assembly-errors';
import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  resourcesOfType,
} from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { BindingError } from '../session/bound-values';
import { LocalValueError } from '../session/local-values';

/** A statement of an IAM policy, its values resolved; IAM allows one text where there may be several. */
export type Statement = Readonly<Record<string, unknown>>;

/** A role of the templates, and all that their policies say about what it may do in the services that decide by it here. */
export interface RoleAccess {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** By the names that their actions begin with. KMS is none: nothing here encrypts by its keys. */
const SERVICES = ['kafka-cluster', 's3', 'dynamodb', 'secretsmanager', 'glue', 'redshift-data', 'athena'];
/** Policies that are resources of their own, and name the roles that they are of. */
const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/**
 * Every role of an environment. Policies that AWS manages are not in the templates and allow nothing here; statements about
 * other services are left out, since nothing here asks for them, and so is of each what is not there yet: it cannot be
 * asked for.
 */
export function readRoles(templates: EnvironmentTemplates, resolver: TemplateResolver): RoleAccess[] {
  return resourcesOfType(templates, 'AWS::IAM::Role').map((role) => ({
    name: roleName(role, resolver),
    statements: [
      ...inlinePolicies(role).flatMap((at) => statements(role, at, resolver)),
      ...policiesOf(templates, role).flatMap((policy) => statements(policy, 'PolicyDocument', resolver)),
    ],
  }));
}

/** What CloudFormation would call it, as far as that is known before it exists. */
export function roleName(role: Resource, resolver: TemplateResolver): string {
  return String(resolver.property(role, 'RoleName') ?? resourceId(role).replace('/', '-'));
}

function inlinePolicies(role: Resource): string[] {
  const policies = (role.properties.Policies ?? []) as readonly unknown[];
  return policies.map((_, index) => `Policies.${index}.PolicyDocument`);
}

function policiesOf(templates: EnvironmentTemplates, role: Resource): Resource[] {
  const managed = ((role.properties.ManagedPolicyArns ?? []) as readonly unknown[]).map((arn) =>
    followReference(templates, role.stack, arn),
  );
  return POLICY_TYPES.flatMap((type) => resourcesOfType(templates, type)).filter(
    (policy) =>
      managed.includes(policy) ||
      ((policy.properties.Roles ?? []) as readonly unknown[]).some(
        (name) => followReference(templates, policy.stack, name) === role,
      ),
  );
}

function statements(resource: Resource, document: string, resolver: TemplateResolver): Statement[] {
  const raw = document
    .split('.')
    .reduce((value: unknown, key) => (value as Record<string, unknown>)[key], resource.properties) as {
    readonly Statement: Statement | readonly Statement[];
  };
  const list = Array.isArray(raw.Statement) ? (raw.Statement as readonly Statement[]) : undefined;
  const all = (list ?? [raw.Statement as Statement]).map((statement, index) => ({
    statement,
    path: list === undefined ? `${document}.Statement` : `${document}.Statement.${index}`,
  }));
  return all
    .filter(({ statement }) => isAboutService(statement))
    .flatMap(({ statement, path }) => resolved(resource, path, statement, resolver));
}

/** What a statement is about. */
const ABOUT = ['Resource', 'NotResource'];

/** None where it is about what is missing alone; of several things, about those that are there. */
function resolved(resource: Resource, path: string, raw: Statement, resolver: TemplateResolver): Statement[] {
  const value = (at: string): unknown => resolver.property(resource, at);
  const isThere = (at: string): boolean => !misses(() => value(at));
  const about = ABOUT.filter((member) => Array.isArray(raw[member])).map((member) => {
    const all = (raw[member] as readonly unknown[]).map((_, index) => `${path}.${member}.${index}`);
    return [member, all.filter(isThere).map(value)] as const;
  });
  const others = Object.keys(raw).filter((member) => !about.some(([name]) => name === member));
  if (about.some(([, list]) => list.length === 0) || !others.every((member) => isThere(`${path}.${member}`))) return [];
  const entries = Object.keys(raw).map(
    (member) => [member, about.find(([name]) => name === member)?.[1] ?? value(`${path}.${member}`)] as const,
  );
  return [Object.fromEntries(entries.filter(([, each]) => each !== undefined))];
}

/** Whether a value is not to be had because of what is missing. */
function misses(value: () => unknown): boolean {
  try {
    value();
    return false;
  } catch (error) {
    if (error instanceof UnresolvedValueError && isMissing(error.cause)) return true;
    throw error;
  }
}

/** Not there yet, or nothing that is ever made here. */
function isMissing(cause: unknown): boolean {
  return cause instanceof LocalValueError || cause instanceof BindingError;
}

/** Whether a statement may be about a service that decides by the policies here. */
export function isAboutService(statement: Statement | undefined): boolean {
  const actions = [statement?.Action].flat();
  return (
    statement?.NotAction !== undefined ||
    actions.some((action) => typeof action !== 'string' || mayMatchService(action.split(':')[0] ?? ''))
  );
}

/** Whether a service's name, which may hold wildcards, can stand for one of those that decide here. */
function mayMatchService(service: string): boolean {
  const pattern = new RegExp(`^${service.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  return SERVICES.some((name) => pattern.test(name));
}
