import type { Resource } from '../assembly/environment-templates';
import { parseProperties } from '../model/parse-properties';
import { KEEPING_POLICIES } from '../update/resource-change';
import type { EnvironmentComparison } from './compare-environments';
import type { Finding } from './finding';
import { nameOf } from './resource-name';
import { statefulType } from './stateful-types';

const FOREVER = Number.POSITIVE_INFINITY;

/** Resources that stay and whose data is less safe than before: by policy, by protection, by what expires. */
export function weakenedProtections(comparison: EnvironmentComparison): Finding[] {
  return comparison.after.stacks.flatMap((stack) => {
    const old = comparison.before.stacks.find(({ stackName }) => stackName === stack.stackName);
    return [...stack.resources.values()].flatMap((after) => {
      const before = old?.resources.get(after.logicalId);
      if (before?.type !== after.type || statefulType(after) === undefined) return [];
      return weakened(before, after).map(
        (details): Finding => ({ severity: 'attention', text: nameOf(comparison, after), details: [details] }),
      );
    });
  });
}

function weakened(before: Resource, after: Resource): string[] {
  return [
    ...weakenedPolicy('DeletionPolicy', before.deletionPolicy, after.deletionPolicy, 'a removal'),
    ...weakenedPolicy('UpdateReplacePolicy', before.updateReplacePolicy, after.updateReplacePolicy, 'a replacement'),
    ...(before.properties.DeletionProtection === true && after.properties.DeletionProtection !== true
      ? ['`DeletionProtection` goes off: from then on a deployment can delete it']
      : []),
    ...(after.type === 'AWS::S3::Bucket' ? newExpirations(before, after) : []),
    ...(after.type === 'AWS::MSK::Topic' ? shorterRetention(before, after) : []),
  ];
}

function weakenedPolicy(name: string, before: string | undefined, after: string | undefined, what: string): string[] {
  return KEEPING_POLICIES.has(before) && !KEEPING_POLICIES.has(after)
    ? [
        `\`${name}\` becomes ${after ?? 'what CloudFormation does by itself'}: after this deployment ${what} takes its data`,
      ]
    : [];
}

/** Rules that delete objects, new or changed. */
function newExpirations(before: Resource, after: Resource): string[] {
  const known = new Set(expirations(before));
  return expirations(after).some((rule) => !known.has(rule))
    ? ['a lifecycle rule that deletes objects is new or another: what it meets goes within a day or two']
    : [];
}

function expirations({ properties }: Resource): string[] {
  const { Rules: rules = [] } = (properties.LifecycleConfiguration ?? {}) as { readonly Rules?: readonly object[] };
  const deletes = (key: string): boolean => /Expiration/.test(key);
  return rules.filter((rule) => Object.keys(rule).some(deletes)).map((rule) => JSON.stringify(rule));
}

function shorterRetention(before: Resource, after: Resource): string[] {
  const [from, to] = [topicConfig(before), topicConfig(after)];
  const shorter = ['retention.ms', 'retention.bytes'].filter((key) => limit(to[key]) < limit(from[key]));
  const shortened = shorter.map(
    (key) => `\`${key}\` shrinks from ${from[key] ?? 'the default'} to ${to[key]}: events beyond it go within minutes`,
  );
  const [cleanup, newCleanup] = [from['cleanup.policy'], to['cleanup.policy']];
  return newCleanup === cleanup
    ? shortened
    : [
        ...shortened,
        `\`cleanup.policy\` becomes ${newCleanup ?? 'the default'}, which decides what of its events stays`,
      ];
}

/** What is not given is the cluster's default, which is not known here: nothing shrinks from it by this count. */
function limit(value: string | undefined): number {
  return value === undefined || value === '-1' ? FOREVER : Number(value);
}

function topicConfig({ properties }: Resource): Readonly<Record<string, string>> {
  const { Configs: configs } = properties;
  return typeof configs === 'string' ? parseProperties(Buffer.from(configs, 'base64').toString('utf8')) : {};
}
