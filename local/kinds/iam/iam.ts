import { type Resource, resourceId } from '../../assembly/environment-templates';
import { readOperatorRole } from '../../model/read-operator-role';
import type { Kind } from '../kind';
import { policyVerbs, roleVerbs } from './role';

/** Roles and policies: the broker and the services of AWS that have a stand-in decide by them. */
export const iam: Kind = {
  name: 'iam',
  evidence: 'enforced',
  open: async ({ next, setPlatform }) => {
    const { templates, resolver, access, authority } = next;
    const role = readOperatorRole(templates, resolver);
    const [{ region } = { region: '' }] = templates.stacks;
    setPlatform({
      operator: role === undefined ? undefined : { key: access.keyOf(role), region, caFile: authority.caFile },
    });
  },
  bindings: {
    'AWS::IAM::Role.Arn': (role) => `arn:aws:iam::${role.stack.account}:role/${nameOf(role)}`,
  },
  resources: {
    'AWS::IAM::Role': roleVerbs,
    'AWS::IAM::Policy': policyVerbs,
    'AWS::IAM::ManagedPolicy': policyVerbs,
  },
};

/** As `roleName` has it: what a template makes its name of is no part of it here. */
function nameOf(role: Resource): string {
  const { RoleName: name } = role.properties;
  return typeof name === 'string' ? name : resourceId(role).replace('/', '-');
}
