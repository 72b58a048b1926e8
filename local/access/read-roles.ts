import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  resourcesOfType,
} from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';

/** A statement of an IAM policy, its values resolved; IAM allows one text where there may be several. */
export type Statement = Readonly<Record<string, unknown>>;

/** A role of the templates, and all that their policies say about what it may do in a Kafka cluster. */
export interface RoleAccess {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const KAFKA_SERVICE = 'kafka-cluster';
/** Policies that are resources of their own, and name the roles that they are of. */
const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/**
 * Every role of an environment. Policies that AWS manages are not in the templates and allow nothing here; statements about
 * other services are left out, since nothing here asks for them.
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
    .filter((_, index) => isAboutKafka((list ?? [raw.Statement as Statement])[index]))
    .map((path) => resolver.property(resource, path) as Statement);
}

function isAboutKafka(statement: Statement | undefined): boolean {
  const actions = [statement?.Action].flat();
  return (
    statement?.NotAction !== undefined ||
    actions.some((action) => typeof action !== 'string' || mayMatchKafka(action.split(':')[0] ?? ''))
  );
}

/** Whether a service's name, which may hold wildcards, can stand for Kafka's. */
function mayMatchKafka(service: string): boolean {
  const pattern = service.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'i').test(KAFKA_SERVICE);
}
