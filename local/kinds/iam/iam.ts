import { readOperatorRole } from '../../model/read-operator-role';
import type { Kind } from '../kind';
import { policyVerbs, roleVerbs } from './role';

/** Roles and policies: the broker and the services of AWS that have a stand-in decide by them. */
export const iam: Kind = {
  name: 'iam',
  open: async ({ next, setPlatform }) => {
    const { templates, resolver, access, authority } = next;
    const role = readOperatorRole(templates, resolver);
    const [{ region } = { region: '' }] = templates.stacks;
    setPlatform({
      operator: role === undefined ? undefined : { key: access.keyOf(role), region, caFile: authority.caFile },
    });
  },
  resources: {
    'AWS::IAM::Role': roleVerbs,
    'AWS::IAM::Policy': policyVerbs,
    'AWS::IAM::ManagedPolicy': policyVerbs,
  },
};
