import type { Flow, FlowNode, FlowNodeKind } from '../../../../local/report/flow';
import { layOutFlow } from '../../../../local/report/page/lay-out-flow';
import { REPORT } from '../../../support/report-fixture';

const node = (kind: FlowNodeKind, name: string): FlowNode => ({
  id: `${kind} ${name}`,
  kind,
  name,
  counts: {},
  items: [],
  proofs: [],
});

/** So many databases, each with a way to tables by topics and one by the archive that all share. */
function wide(count: number): Flow {
  const flows = [...Array(count).keys()].map(String);
  const chain = (...ids: string[]) => ids.slice(1).map((to, index) => ({ from: ids[index] ?? '', to }));
  return {
    nodes: [
      node('bucket', 'all'),
      ...flows.flatMap((name) =>
        (['database', 'capture', 'topics', 'archive', 'job', 'tables'] as const).map((kind) => node(kind, name)),
      ),
      node('job', 'batch'),
      node('queries', 'all'),
    ],
    edges: [
      ...flows.flatMap((name) => [
        ...chain(`database ${name}`, `capture ${name}`, `topics ${name}`, `archive ${name}`, 'bucket all'),
        ...chain(`topics ${name}`, `job ${name}`, `tables ${name}`, 'queries all'),
      ]),
      { from: 'bucket all', to: 'job batch' },
    ],
  };
}

test.each([
  ['the fixture', REPORT.flow],
  ['one flow', wide(1)],
  ['twelve flows', wide(12)],
])('%s: inside of the drawing, no part over another, ways from left to right and behind no part', (_, flow) => {
  const { width, height, nodes, edges } = layOutFlow(flow);
  expect(nodes).toHaveLength(flow.nodes.length);
  expect(edges).toHaveLength(flow.edges.length);
  for (const one of nodes) {
    expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height).toBe(true);
    for (const other of nodes) {
      const apart = Math.abs(one.y - other.y) >= one.height || Math.abs(one.x - other.x) >= one.width;
      expect(one === other || apart).toBe(true);
    }
  }
  for (const points of edges) {
    for (const [index, { x, y }] of points.entries()) {
      expect(x).toBeGreaterThan(points[index - 1]?.x ?? -1);
      const inner = nodes.filter((placed) => x > placed.x && x < placed.x + placed.width);
      expect(inner.filter((placed) => y > placed.y && y < placed.y + placed.height)).toEqual([]);
      const passed = nodes.filter((placed) => placed.x === x && y > placed.y && y < placed.y + placed.height);
      expect(passed.length === 0 || index === points.length - 1).toBe(true);
    }
  }
});

test('columns that nothing is in are left out, and so are ways to parts that there are not', () => {
  const flow = { nodes: [node('database', 'd'), node('queries', 'q')], edges: [{ from: 'database d', to: 'nobody' }] };
  const { nodes, edges } = layOutFlow(flow);
  expect((nodes[1]?.x ?? 0) - (nodes[0]?.x ?? 0)).toBeLessThan(2 * (nodes[0]?.width ?? 0));
  expect(edges).toEqual([]);
});
