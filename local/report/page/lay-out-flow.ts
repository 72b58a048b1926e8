import type { Flow, FlowNode, FlowNodeKind } from '../flow';

const NODE = { width: 156, height: 76 };
const GAP = { columns: 34, rows: 22 };
/** Room for an edge that passes by. */
const PASSING_HEIGHT = 14;
const SWEEPS = 6;

/** Parts that do the same for their flows stand in one column. */
const COLUMNS: readonly (readonly FlowNodeKind[])[] = [
  ['database'],
  ['capture'],
  ['topics'],
  ['archive', 'connector'],
  ['bucket', 'log', 'items'],
  ['job', 'merges'],
  ['tables', 'warehouse'],
  ['queries'],
];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  readonly node: FlowNode;
  readonly width: number;
  readonly height: number;
}

/** In pixels; points of an edge go from the right side of a node to the left side of another. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly (readonly Point[])[];
}

/** A node, or room for an edge in a column that it passes. */
interface Slot {
  readonly node: FlowNode | undefined;
  readonly column: number;
  readonly height: number;
  readonly before: Slot[];
  readonly after: Slot[];
  /** Of its middle. */
  y: number;
}

/** Places a flow in layers, from left to right; columns of which there is none are left out. */
export function layOutFlow({ nodes, edges }: Flow): FlowLayout {
  const used = COLUMNS.filter((kinds) => nodes.some(({ kind }) => kinds.includes(kind)));
  const columns: Slot[][] = used.map(() => []);
  const slotIn = (column: number, node: FlowNode | undefined): Slot => {
    const slot = { node, column, height: node ? NODE.height : PASSING_HEIGHT, before: [], after: [], y: 0 };
    columns[column]?.push(slot);
    return slot;
  };
  const slots = new Map(
    nodes.map((node) => [
      node.id,
      slotIn(
        used.findIndex((kinds) => kinds.includes(node.kind)),
        node,
      ),
    ]),
  );
  const routes = edges.flatMap(({ from, to }) => {
    const [first, last] = [slots.get(from), slots.get(to)];
    if (first === undefined || last === undefined) return [];
    const between: Slot[] = [];
    for (let column = first.column + 1; column < last.column; column++) between.push(slotIn(column, undefined));
    const route = [first, ...between, last];
    for (const [index, slot] of route.slice(1).entries()) link(route[index], slot);
    return [route];
  });
  const height = settleRows(columns);
  const left = (column: number): number => 1 + column * (NODE.width + GAP.columns);
  return {
    width: Math.max(0, left(used.length) - GAP.columns + 1),
    height,
    nodes: [...slots.values()].flatMap(({ node, column, y }) =>
      node === undefined ? [] : [{ node, ...NODE, x: left(column), y: y - NODE.height / 2 }],
    ),
    edges: routes.map((route) =>
      route.flatMap(({ column, y }, index) => [
        ...(index === 0 ? [] : [{ x: left(column), y }]),
        ...(index === route.length - 1 ? [] : [{ x: left(column) + NODE.width, y }]),
      ]),
    ),
  };
}

function link(from: Slot | undefined, to: Slot): void {
  from?.after.push(to);
  if (from !== undefined) to.before.push(from);
}

/**
 * Each slot near those that it is connected with, none over another.
 *
 * @returns height of all
 */
function settleRows(columns: readonly Slot[][]): number {
  for (const column of columns) placeColumn(column, () => []);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : columns.toReversed()) {
      placeColumn(column, (slot) => (forward ? slot.before : slot.after));
    }
  }
  const all = columns.flat();
  const top = Math.min(0, ...all.map((slot) => slot.y - slot.height / 2)) - 1;
  for (const slot of all) slot.y -= top;
  return Math.max(0, ...all.map((slot) => slot.y + slot.height / 2)) + 1;
}

function placeColumn(column: Slot[], neighbours: (slot: Slot) => readonly Slot[]): void {
  const wanted = new Map(column.map((slot) => [slot, meanOf(neighbours(slot)) ?? slot.y]));
  const wantedOf = (slot: Slot): number => wanted.get(slot) ?? slot.y;
  column.sort((one, other) => wantedOf(one) - wantedOf(other));
  let free = Number.NEGATIVE_INFINITY;
  for (const slot of column) {
    slot.y = Math.max(wantedOf(slot), free + slot.height / 2);
    free = slot.y + slot.height / 2 + GAP.rows;
  }
  // Pushed down by their neighbours, they go back up together.
  const shift = column.reduce((sum, slot) => sum + slot.y - wantedOf(slot), 0) / Math.max(1, column.length);
  for (const slot of column) slot.y -= shift;
}

function meanOf(slots: readonly Slot[]): number | undefined {
  return slots.length === 0 ? undefined : slots.reduce((sum, { y }) => sum + y, 0) / slots.length;
}
