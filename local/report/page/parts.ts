import type { FlowNode } from '../flow';
import type { Report, ReportedJob, ReportedServer } from '../report';
import { describeCounts, describeProofs, KIND_NAMES, partId } from './draw-flow';
import { folded, foldedLog, table } from './folded';
import type { ProofsByNode } from './judge-node';
import { type Content, type Markup, markup } from './markup';
import { roleId, summarizeRole } from './permissions';
import { proofTable } from './proof-table';
import { duration } from './wording';

/** Names that are shown of many. */
const SHOWN_NAMES = 6;

/** Everything about each part of the flow. */
export function partsSection(report: Report, proofs: ProofsByNode): Markup {
  const { nodes } = report.flow;
  if (nodes.length === 0) return markup``;
  return markup`<section aria-labelledby="parts"><h2 id="parts">Parts</h2>
${nodes.map((node, index) => part(node, index, report, proofs))}</section>\n`;
}

function part(node: FlowNode, index: number, report: Report, proofs: ProofsByNode): Markup {
  const own = proofs.of(node);
  const server = report.servers.find(({ name }) => name === node.server);
  const job = node.kind === 'job' ? report.jobs.find(({ pipeline }) => pipeline === node.name) : undefined;
  const proven = describeProofs(node, proofs);
  return markup`<article id="${partId(index)}" class="${proofs.mark(node)}">
<h3><span class="kind">${KIND_NAMES[node.kind]}</span> ${node.name}${proven === '' ? '' : markup` <span class="proven">${proven}</span>`}</h3>
<dl>${facts(node, server, job, report).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
${own.length === 0 ? '' : proofTable(`Proofs about ${node.name}`, own)}${job === undefined ? '' : runs(job)}${ownServer(node, server)}</article>\n`;
}

function facts(
  node: FlowNode,
  server: ReportedServer | undefined,
  job: ReportedJob | undefined,
  report: Report,
): (readonly [string, Content])[] {
  const role = report.permissions.find((candidate) => candidate.role === node.role);
  const rows: (readonly [string, Content | undefined])[] = [
    ['resource', node.resourceName],
    ['holds', holds(node)],
    ['here', server && `${server.kind} at ${server.host}:${server.port}`],
    ['started again', server && OWN_SERVER.includes(node.kind) ? restartsOf(server) : undefined],
    ['started', job && startOf(job)],
    ['role', role && markup`<a href="#${roleId(report.permissions.indexOf(role))}">${summarizeRole(role)}</a>`],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** How often a server, or a connector on it, was started again, and each time; nothing where it never was. */
export function restartsOf({ restarts }: ReportedServer): Content {
  if (restarts.length === 0) return undefined;
  const times = restarts.length === 1 ? 'once' : `${restarts.length} times`;
  const rows = restarts.map(({ at, of, cause }) => [markup`<time datetime="${at}">${at}</time>`, of, cause]);
  return folded(times, table('Restarts by the run itself', ['when', 'what', 'because of'], rows));
}

function holds(node: FlowNode): Content {
  const counts = describeCounts(node);
  if (counts === '') return undefined;
  if (node.items.length === 0) return counts;
  const rest = node.items.slice(SHOWN_NAMES);
  const more = rest.length === 0 ? '' : folded(`and ${rest.length} more`, names(rest));
  return [`${counts}: `, names(node.items.slice(0, SHOWN_NAMES)), more];
}

function names(items: readonly string[]): Content {
  return items.map((item, index) => markup`${index === 0 ? '' : ', '}<code>${item}</code>`);
}

function startOf({ kind, schedule }: ReportedJob): string {
  const byClock = schedule === undefined ? 'by nobody but people' : `by the clock, cron(${schedule}) UTC`;
  return `${byClock}; ${kind === 'batch' ? 'runs to its end' : 'runs until it is stopped'}`;
}

function runs({ name, runs: all }: ReportedJob): Content {
  const newest = all.at(-1);
  if (newest === undefined) return markup`<p>It has no run that ended.</p>\n`;
  const total = all.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = all.map(({ seconds, reports, log }, index) => [
    String(index + 1),
    duration(seconds),
    String(reports.length),
    markup`<code>${log}</code>`,
  ]);
  return [
    folded(
      `${all.length === 1 ? '1 run' : `${all.length} runs`}, ${duration(Math.round(total * 10) / 10)} in all`,
      table(`Runs of ${name}`, ['run', 'took', 'lines it reported', 'log'], rows),
    ),
    foldedLog(newest.log, newest.logEnd),
  ];
}

/** Of a server that is this part's alone: its configuration and its log. Those that parts share are told of once. */
function ownServer({ kind }: FlowNode, server: ReportedServer | undefined): Content {
  if (server === undefined || !OWN_SERVER.includes(kind)) return undefined;
  const settings = Object.entries(server.configuration ?? {}).sort(([one], [other]) => one.localeCompare(other));
  const rows = settings.map(([key, value]) => [markup`<code>${key}</code>`, markup`<code>${value}</code>`]);
  return [
    rows.length === 0
      ? undefined
      : folded(`Configuration, ${rows.length} settings`, table('As it runs', ['key', 'value'], rows)),
    foldedLog(server.log, server.logEnd),
  ];
}

const OWN_SERVER: readonly FlowNode['kind'][] = ['database', 'capture', 'archive', 'connector'];

/** Servers that no part has for itself. */
export function sharedServers({ flow, servers }: Report): readonly ReportedServer[] {
  const own = flow.nodes.filter(({ kind }) => OWN_SERVER.includes(kind)).map(({ server }) => server);
  return servers.filter(({ name }) => !own.includes(name));
}
