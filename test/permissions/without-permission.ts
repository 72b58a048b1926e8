import { isDeepStrictEqual } from 'node:util';

import { type Permission, permissionsOf } from '../../local/access/permission-report';
import { isAboutService, type Statement } from '../../local/access/read-roles';
import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../../local/assembly/environment-templates';
import type { TemplateResolver } from '../../local/assembly/template-resolver';

/**
 * A copy of the templates in which one action on one resource is missing; all else that the same statement allows stays.
 *
 * @param policy `AWS::IAM::Policy` whose statements may allow it
 */
export function withoutPermission(
  templates: EnvironmentTemplates,
  policy: Resource,
  resolver: TemplateResolver,
  permission: Permission,
): EnvironmentTemplates {
  const document = policy.properties.PolicyDocument as { readonly Statement: readonly Statement[] };
  const resolved = new Map(decidedStatements(policy, resolver));
  const statements = document.Statement.flatMap((statement, index) => {
    const values = resolved.get(index);
    return values === undefined ? [statement] : split(statement, values, permission);
  });
  const changed: Resource = {
    ...policy,
    properties: { ...policy.properties, PolicyDocument: { ...document, Statement: statements } },
  };
  return {
    ...templates,
    stacks: templates.stacks.map((stack) => ({
      ...stack,
      resources: new Map([...stack.resources].map(([id, each]) => [id, each === policy ? changed : each])),
    })),
  };
}

/** What a policy allows in the cluster, in S3, in Secrets Manager and in the catalog. */
export function permissionsIn(policy: Resource, resolver: TemplateResolver): Permission[] {
  return decidedStatements(policy, resolver).flatMap(([, statement]) => permissionsOf(statement));
}

/** Statements that something decides by here, resolved, with their places; what the others refer to has no value. */
function decidedStatements(policy: Resource, resolver: TemplateResolver): [number, Statement][] {
  const { Statement: statements } = policy.properties.PolicyDocument as { readonly Statement: readonly Statement[] };
  return statements.flatMap((statement, index): [number, Statement][] =>
    isAboutService(statement)
      ? [[index, resolver.property(policy, `PolicyDocument.Statement.${index}`) as Statement]]
      : [],
  );
}

/** Policies of a role. */
export function policiesOf(templates: EnvironmentTemplates, role: string): Resource[] {
  return resourcesOfType(templates, 'AWS::IAM::Policy').filter((policy) =>
    isDeepStrictEqual(policy.properties.Roles, [{ Ref: role }]),
  );
}

/** The statement without one action on one of its resources: in two parts where both lists hold more. */
function split(raw: Statement, resolved: Statement, { action, resource }: Permission): Statement[] {
  const [actions, resources] = [[raw.Action].flat(), [raw.Resource].flat()];
  const at = [resolved.Resource].flat().indexOf(resource);
  if (at === -1 || !actions.includes(action)) return [raw];
  const parts: [unknown[], unknown[]][] = [
    [actions.filter((each) => each !== action), resources],
    [[action], resources.filter((_, index) => index !== at)],
  ];
  return parts
    .filter(([someActions, someResources]) => someActions.length > 0 && someResources.length > 0)
    .map(([Action, Resource]) => ({ ...raw, Action, Resource }));
}
