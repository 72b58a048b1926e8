import type { AnnouncedChanges } from './announced-changes';
import { withoutHashes } from './changed-code';
import type { EnvironmentComparison } from './compare-environments';
import { type Finding, listed, note } from './finding';
import { readableText } from './readable-text';

type Statement = AnnouncedChanges['rights']['statements']['additions'][number];
type Rule = AnnouncedChanges['rules']['ingress']['additions'][number];

const MOST_TARGETS = 6;

/** A statement with its names made readable. */
interface Right {
  readonly who: readonly string[];
  /** Such as `may` or `may not`. */
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
}

/** Rights that are given and taken. Statements that differ in one list only are one finding. */
export function changedRights(comparison: EnvironmentComparison): Finding[] {
  return eachStack(comparison, (stackName, { rights }) => {
    const read = (statement: Statement): Right => right(comparison, stackName, statement);
    const given = rights.statements.additions.map(read);
    const taken = rights.statements.removals.map(read);
    const managed =
      (sign: string) => (attachment: { readonly identityArn: string; readonly managedPolicyArn: string }) => {
        const [who, policy] = [attachment.identityArn, attachment.managedPolicyArn].map((text) =>
          readableText(comparison, stackName, text),
        );
        return note(`${sign} \`${who}\` has managed policy \`${policy}\``);
      };
    return [
      ...paired(given, taken),
      ...rights.managedPolicies.additions.map(managed('+')),
      ...rights.managedPolicies.removals.map(managed('-')),
    ];
  });
}

/** Rules of security groups that are added and removed. */
export function changedRules(comparison: EnvironmentComparison): Finding[] {
  return eachStack(comparison, (stackName, { rules }) => {
    const words = (sign: string, direction: string) => (rule: Rule) => {
      const group = readableText(comparison, stackName, rule.groupId);
      const peer = readableText(comparison, stackName, rule.describePeer());
      return note(
        `${sign} \`${group}\` ${direction} ${rule.describeProtocol()} ${direction === 'in' ? 'from' : 'to'} \`${peer}\``,
      );
    };
    return [
      ...rules.ingress.additions.map(words('+', 'in')),
      ...rules.ingress.removals.map(words('-', 'in')),
      ...rules.egress.additions.map(words('+', 'out')),
      ...rules.egress.removals.map(words('-', 'out')),
    ];
  });
}

function eachStack(
  { announced }: EnvironmentComparison,
  findings: (stackName: string, changes: AnnouncedChanges) => Finding[],
): Finding[] {
  return [...announced].flatMap(([stackName, changes]) => findings(stackName, changes));
}

function right(comparison: EnvironmentComparison, stackName: string, statement: Statement): Right {
  const read = ({ values, not }: Statement['actions']): string[] => [
    ...new Set(
      values.map((value) => `${not ? 'not ' : ''}${withoutHashes(readableText(comparison, stackName, value))}`),
    ),
  ];
  const { condition } = statement;
  const given = condition === undefined ? '' : JSON.stringify(condition);
  return {
    who: read(statement.principals).map((who) => who.replace(/^AWS:/, '').replace(/^\$\{([^}]+)\}$/, '$1')),
    effect: statement.effect === 'Deny' ? 'must not' : 'may',
    actions: read(statement.actions),
    resources: read(statement.resources),
    condition: withoutHashes(readableText(comparison, stackName, given)),
  };
}

function paired(given: readonly Right[], taken: readonly Right[]): Finding[] {
  const open = [...taken];
  const findings: Finding[] = [];
  for (const next of given) {
    const at = open.findIndex((old) => sameBut(old, next) !== undefined);
    const old = open[at];
    if (old === undefined) {
      findings.push(note(`+ ${sentence(next)}`));
      continue;
    }
    open.splice(at, 1);
    findings.push(...changed(old, next));
  }
  return [...findings, ...open.map((old) => note(`- ${sentence(old)}`))];
}

type List = 'who' | 'actions' | 'resources';

const LISTS: readonly List[] = ['resources', 'actions', 'who'];

/** The one list in which two rights differ; undefined where they differ in more. */
function sameBut(one: Right, other: Right): List | undefined {
  if (one.effect !== other.effect || one.condition !== other.condition) return undefined;
  const [first = 'resources', ...more] = LISTS.filter((list) => !same(one[list], other[list]));
  return more.length === 0 ? first : undefined;
}

function changed(old: Right, next: Right): Finding[] {
  const list = sameBut(old, next) ?? 'resources';
  const added = next[list].filter((item) => !old[list].includes(item));
  const removed = old[list].filter((item) => !next[list].includes(item));
  // Nothing is left where only the content of an asset is another.
  if (added.length === 0 && removed.length === 0) return [];
  return [
    note(
      `~ ${sentence(next, list)}`,
      ...(added.length === 0 ? [] : [`from now on: ${items(added)}`]),
      ...(removed.length === 0 ? [] : [`no more: ${items(removed)}`]),
    ),
  ];
}

/** @param open list that the finding tells by itself */
function sentence({ who, effect, actions, resources, condition }: Right, open?: List): string {
  const words = [
    open === 'who' ? '…' : items(who),
    effect,
    open === 'actions' ? '…' : items(actions),
    ...(resources.length === 0 ? [] : [`on ${open === 'resources' ? '…' : items(resources)}`]),
    ...(condition === '' ? [] : [`where \`${condition}\``]),
  ];
  return words.join(' ');
}

function items(values: readonly string[]): string {
  return listed(
    values.map((value) => `\`${value}\``),
    MOST_TARGETS,
  );
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
