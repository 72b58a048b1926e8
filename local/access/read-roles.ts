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
const SERVICES = ['kafka-cluster', 's3', 'secretsmanager', 'glue'];
/** Policies that are resources of their own, and name the roles that they are of. */
const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/**
 * Every role of an environment. Policies that AWS manages are not in the templates and allow nothing here; statements about
 * other services are left out, since nothing here asks for them, and so are those about what is not there yet: it cannot be
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
  const paths =
    list === undefined ? [`${document}.Statement`] : list.map((_, index) => `${document}.Statement.${index}`);
  return paths
    .filter((_, index) => isAboutService((list ?? [raw.Statement as Statement])[index]))
    .flatMap((path) => resolved(resource, path, resolver));
}

/** None where it is about what is missing. */
function resolved(resource: Resource, path: string, resolver: TemplateResolver): Statement[] {
  try {
    return [resolver.property(resource, path) as Statement];
  } catch (error) {
    if (error instanceof UnresolvedValueError && isMissing(error.cause)) return [];
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
