import type { Report, ReportedServer } from '../report';
import { folded, foldedLog, table } from './folded';
import { type Content, type Markup, markup } from './markup';
import { restartsOf, sharedServers } from './parts';
import { mark, proofTable } from './proof-table';
import { counted, duration } from './wording';

/** What is not as it would be in a deployment. */
export function differencesSection({ standIns, overrides, bindings, coverage }: Report): Markup {
  if (standIns.length + overrides.length + bindings.length + coverage.length === 0) return markup``;
  const list = (items: readonly string[]): Content =>
    markup`<ul>${items.map((item) => markup`<li><code>${item}</code></li>`)}</ul>`;
  return markup`<section aria-labelledby="differences"><h2 id="differences">What differs from a deployment</h2>
<p>Everything else runs as synthesized.</p>
${table(
  'Stand-ins',
  ['deployed', 'here'],
  standIns.map(({ deployed, local }) => [deployed, local]),
)}${table(
  'Settings that are changed here',
  ['setting', 'reason'],
  overrides.map(({ key, reason }) => [markup`<code>${key}</code>`, reason]),
)}${folded(`${counted(bindings.length, 'attributes')} of resources with a local value`, list(bindings))}${
  coverage.length === 0
    ? ''
    : table(
        'What the run shows of the resource types of the templates',
        ['type', 'shown', 'resources', 'of them part of the run'],
        coverage.map(({ type, shown, resources, here }) => [type, shown, String(resources), String(here)]),
      )
}</section>\n`;
}

/** How the run went, and by what. */
export function courseSection(report: Report): Markup {
  const { steps, versions, updates, earlierRounds } = report;
  const servers = sharedServers(report);
  return markup`<section aria-labelledby="course"><h2 id="course">The run</h2>
${
  steps.length === 0
    ? markup`<p>No step came to its end.</p>\n`
    : folded(
        `${counted(steps.length, 'steps')}, many of them at once`,
        table(
          'Steps in the order in which they ended',
          ['step', 'took'],
          steps.map(({ name, seconds }) => [name, duration(seconds)]),
        ),
      )
}${earlierRounds.map(round)}${updates.map(update)}${servers.map(
  (server) =>
    markup`<h3>${server.name}</h3><p>${server.kind} at ${server.host}:${server.port}</p>${sharedRestarts(server)}${foldedLog(server.log, server.logEnd)}`,
)}${
  Object.keys(versions).length === 0
    ? ''
    : table(
        'Versions',
        ['what', 'version'],
        Object.entries(versions).map(([name, version]) => [name, version]),
      )
}</section>\n`;
}

function round({ startedAt, passed, proofs }: Report['earlierRounds'][number]): Markup {
  if (proofs.length === 0) return markup``;
  return folded(
    markup`${passed === undefined ? '' : mark(passed)} ${counted(proofs.length, 'proofs')} of <time datetime="${startedAt}">${startedAt}</time>, before it was proven again`,
    proofTable('Proofs of then', proofs),
  );
}

function sharedRestarts(server: ReportedServer): Content {
  return server.restarts.length === 0 ? undefined : markup`<p>Started again:</p>${restartsOf(server)}`;
}

function update({ startedAt, seconds, succeeded, lines }: Report['updates'][number]): Markup {
  return folded(
    markup`${mark(succeeded)} Update at <time datetime="${startedAt}">${startedAt}</time>, ${duration(seconds)}`,
    markup`<pre>${lines.join('\n')}</pre>`,
  );
}
