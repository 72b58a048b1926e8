import type { Flow, FlowNode, FlowNodeKind } from '../flow';
import type { ProofsByNode } from './judge-node';
import { layOutFlow, type PlacedNode, type Point } from './lay-out-flow';
import { type Markup, markup } from './markup';
import { counted, shortened } from './wording';

/** What a kind of part is called. */
export const KIND_NAMES: Readonly<Record<FlowNodeKind, string>> = {
  database: 'database',
  capture: 'capture',
  topics: 'Kafka topics',
  archive: 'archive sink',
  connector: 'connector',
  bucket: 'S3 bucket',
  log: 'log of changes',
  items: 'DynamoDB tables',
  job: 'job',
  merges: 'merges',
  tables: 'lake tables',
  warehouse: 'Redshift tables',
  queries: 'query engine',
};

/** Characters that a node has room for. */
const NAME_LENGTH = 17;
const COUNTS_LENGTH = 22;

/** Ids of the descriptions of parts, by the place of their node in the flow. */
export function partId(index: number): string {
  return `part-${index + 1}`;
}

/** How many of what, e.g. `7 topics, 9 partitions`. */
export function describeCounts({ counts }: FlowNode): string {
  return Object.entries(counts)
    .map(([plural, count]) => counted(count, plural))
    .join(', ');
}

/** The flow as a drawing, whose parts lead to their descriptions. */
export function drawFlow(flow: Flow, proofs: ProofsByNode): Markup {
  const { width, height, nodes, edges } = layOutFlow(flow);
  const size = `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`;
  const names = new Map(flow.nodes.map(({ id, kind, name }) => [id, `${KIND_NAMES[kind]} ${name}`]));
  const ways = flow.edges.map(({ from, to }) => `${names.get(from)} to ${names.get(to)}`);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="group" aria-labelledby="flow-title flow-description">
<title id="flow-title">The way that changes take</title>
<desc id="flow-description">${ways.join('; ')}</desc>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 L7 4 L0 7.5 z" class="head"/></marker></defs>
${edges.map((points) => markup`<path class="edge" d="${curve(points)}" marker-end="url(#arrow)"/>\n`)}${nodes.map((placed, index) => drawNode(placed, index, proofs))}</svg>`;
}

function drawNode({ node, x, y, width, height }: PlacedNode, index: number, proofs: ProofsByNode): Markup {
  const counts = describeCounts(node);
  const proven = describeProofs(node, proofs);
  const title = [`${KIND_NAMES[node.kind]} ${node.name}`, counts, proven].filter((text) => text !== '').join('; ');
  return markup`<a href="#${partId(index)}" data-node="${node.id}"><title>${title}</title>
<g class="node ${proofs.mark(node)}" transform="translate(${round(x)} ${round(y)})">
<rect class="box" width="${width}" height="${height}" rx="7"/><rect class="side" x="4" y="8" width="3" height="${height - 16}" rx="1.5"/>
<text x="14" y="17" class="kind">${KIND_NAMES[node.kind]}</text>
<text x="14" y="34" class="name">${shortened(node.name, NAME_LENGTH)}</text>
<text x="14" y="50" class="counts">${shortened(counts, COUNTS_LENGTH)}</text>
<text x="14" y="66" class="proven">${proven}</text></g></a>\n`;
}

/** How many of a part's proofs passed; empty where there is none. */
export function describeProofs(node: FlowNode, proofs: ProofsByNode): string {
  const own = proofs.of(node);
  const red = own.filter(({ passed }) => !passed).length;
  if (own.length === 0) return '';
  return red === 0 ? `✓ ${counted(own.length, 'proofs')}` : `✗ ${red} of ${counted(own.length, 'proofs')}`;
}

/** Through all points, level at each. */
function curve(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => {
      const previous = points[index - 1];
      if (previous === undefined) return `M${round(x)} ${round(y)}`;
      const middle = round((previous.x + x) / 2);
      return `C${middle} ${round(previous.y)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
    })
    .join(' ');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
