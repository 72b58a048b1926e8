import type { Finding, Severity } from './finding';
import { type EnvironmentReview, findingsOf, type Review, severityOf } from './review';

/** What was compared with what. */
export interface ReviewedApps {
  readonly base: string;
  readonly changed: string;
  /** What the reader should know of how they were compared. */
  readonly remarks: readonly string[];
}

export const COLUMNS = 100;

const VERDICTS: Readonly<Record<Severity, string>> = {
  destroys: 'DESTROYS DATA',
  attention: 'needs attention, and destroys no data',
  note: 'destroys no data',
};

const SIGNS: Readonly<Record<Severity, string>> = { destroys: '✗ ', attention: '! ', note: '' };

/** A review for the terminal: the verdict, what led to it, then every environment, rights first. */
export function printReview(review: Review, apps: ReviewedApps, columns = COLUMNS): string[] {
  const { environments } = review;
  return [
    `${apps.base} → ${apps.changed}: ${VERDICTS[severityOf(environments)]}`,
    ...apps.remarks.map((remark) => `(${remark})`),
    ...environments.flatMap((one) =>
      serious(one).map((finding) => `${SIGNS[finding.severity]}${one.environment}: ${finding.text}`),
    ),
    ...environments.flatMap((one) => ['', ...printEnvironment(one, environments)]),
  ].flatMap((line) => wrapped(line, columns));
}

function printEnvironment(one: EnvironmentReview, all: readonly EnvironmentReview[]): string[] {
  const words = inOneSentence(one, all);
  if (words !== undefined) return [`${one.environment}: ${words}`];
  return [
    one.environment,
    ...one.sections.flatMap(({ title, findings }) => [
      `  ${title}`,
      ...findings.flatMap(({ severity, text, details }) => [
        `    ${SIGNS[severity]}${text}`,
        ...details.map((detail) => `      · ${detail}`),
      ]),
    ]),
  ];
}

/** A review as Markdown, for a pull request. */
export function markdownReview({ environments }: Review, apps: ReviewedApps): string {
  const lines = [
    `## ${apps.base} → ${apps.changed}: ${VERDICTS[severityOf(environments)]}`,
    '',
    ...apps.remarks.flatMap((remark) => [`_${remark}_`, '']),
    ...environments.flatMap((one) => serious(one).map(({ text }) => `- **${one.environment}**: ${text}`)),
    ...environments.flatMap((one) => ['', ...markdownEnvironment(one, environments)]),
  ];
  return `${lines.join('\n')}\n`;
}

function markdownEnvironment(one: EnvironmentReview, all: readonly EnvironmentReview[]): string[] {
  const words = inOneSentence(one, all);
  if (words !== undefined) return [`### ${one.environment}: ${words}`];
  return [
    `### ${one.environment}`,
    ...one.sections.flatMap(({ title, findings }) => [
      '',
      `**${title}**`,
      '',
      ...findings.flatMap(({ severity, text, details }) => [
        `- ${severity === 'note' ? listItem(text) : `**${SIGNS[severity].trim()}** ${text}`}`,
        ...details.map((detail) => `  - ${detail}`),
      ]),
    ]),
  ];
}

/** A sign at the start of an item would begin a list of its own. */
function listItem(text: string): string {
  return text.replace(/^([+-]) /, '\\$1 ');
}

function serious(one: EnvironmentReview): Finding[] {
  return findingsOf([one]).filter(({ severity }) => severity !== 'note');
}

/** What an environment without findings, or with those of one before it, is told with. */
function inOneSentence(one: EnvironmentReview, all: readonly EnvironmentReview[]): string | undefined {
  if (one.sections.length === 0) return 'no change';
  const before = all.slice(0, all.indexOf(one));
  const same = before.find((other) => withoutNames(other) === withoutNames(one));
  return same === undefined ? undefined : `the same as ${same.environment}, under its own names`;
}

function withoutNames({ environment, sections }: EnvironmentReview): string {
  return JSON.stringify(sections).replaceAll(environment, '<environment>');
}

/** A line broken at spaces, the rest of it indented a little more. */
function wrapped(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trimStart().split(' ')) {
    const start = lines.length === 0 ? indent : `${indent}  `;
    const longer = current === '' ? `${start}${word}` : `${current} ${word}`;
    if (longer.length <= columns || current === '') current = longer;
    else {
      lines.push(current);
      current = `${indent}  ${word}`;
    }
  }
  return [...lines, current];
}
