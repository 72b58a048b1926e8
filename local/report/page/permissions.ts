import { type RoleReport, shortArn } from '../../access/permission-report';
import type { Report } from '../report';
import { folded, table } from './folded';
import { type Content, type Markup, markup } from './markup';
import { counted } from './wording';

/** What roles may do, did, and were denied. */
export function permissionsSection({ permissions }: Report): Markup {
  if (permissions.length === 0) return markup``;
  return markup`<section aria-labelledby="permissions"><h2 id="permissions">Permissions</h2>
<p>Roles of the templates in the Kafka cluster: the broker here decides by their statements, and writes down each decision.</p>
${permissions.map((role, index) => markup`<div id="${roleId(index)}">${folded(markup`<b>${role.of}</b>: ${summarizeRole(role)}`, details(role))}</div>`)}</section>\n`;
}

/** Ids of roles, by their place in the report. */
export function roleId(index: number): string {
  return `role-${index + 1}`;
}

/** In a few words, such as `31 of 34 permissions used, 3 unused with a reason, 1 request denied (harmless)`. */
export function summarizeRole({ permissions, denials }: RoleReport): string {
  const unused = permissions.filter(({ used }) => !used);
  const unexplained = unused.filter(({ reason }) => reason === undefined).length;
  const harmful = denials.filter(({ harmless }) => harmless === undefined).length;
  return [
    `${permissions.length - unused.length} of ${counted(permissions.length, 'permissions')} used`,
    ...part(unused.length - unexplained, 'unused for a reason'),
    ...part(unexplained, 'unused'),
    ...part(denials.length - harmful, 'denied, harmless'),
    ...part(harmful, 'denied'),
  ].join(', ');
}

function part(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

function details({ role, permissions, denials }: RoleReport): Content {
  return [
    markup`<p>Role <code>${role}</code></p>\n`,
    denials.length === 0
      ? undefined
      : table(
          'Denied',
          ['action', 'resource', 'why nothing is amiss'],
          denials.map(({ action, resource, harmless }) => [
            code(action),
            code(shortArn(resource)),
            harmless ?? markup`<strong class="failed">not known to be harmless</strong>`,
          ]),
        ),
    table(
      'Allowed',
      ['action', 'resource', 'used', 'why it is there unused'],
      permissions.map(({ action, resource, used, reason }) => [
        code(action),
        code(shortArn(resource)),
        used ? 'yes' : 'no',
        used ? undefined : reason,
      ]),
    ),
  ];
}

function code(text: string): Markup {
  return markup`<code>${text}</code>`;
}
