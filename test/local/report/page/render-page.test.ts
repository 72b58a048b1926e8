import { renderPage } from '../../../../local/report/page/render-page';
import type { Report } from '../../../../local/report/report';
import { attribute, type Element, elements, parsePage, texts } from '../../../support/page';
import { HOSTILE, REPORT } from '../../../support/report-fixture';

const pageOf = (changes: Partial<Report> = {}): Element =>
  parsePage(renderPage(JSON.parse(JSON.stringify({ ...REPORT, ...changes })) as Report));

const drawnNodes = (page: Element): Element[] =>
  elements(page, 'svg').flatMap((svg) => elements(svg, 'a').filter((link) => attribute(link, 'data-node') !== ''));

/** Rows of tables, as the texts of their cells. */
const rows = (page: Element): string[] => elements(page, 'tr').map((row) => texts(row).join(' | '));

const article = (page: Element, name: string): Element =>
  elements(page, 'article').find((each) => texts(elements(each, 'h3')[0] ?? '').some((text) => text.trim() === name)) ??
  '';

describe('the drawing', () => {
  test('has every node of the flow once, which leads to its description', () => {
    const page = pageOf();
    expect(drawnNodes(page).map((link) => attribute(link, 'data-node'))).toEqual(REPORT.flow.nodes.map(({ id }) => id));
    const ids = elements(page, 'article').map((each) => attribute(each, 'id'));
    expect(drawnNodes(page).map((link) => attribute(link, 'href'))).toEqual(ids.map((id) => `#${id}`));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has every way once, and says in words what it shows', () => {
    const page = pageOf();
    const [svg = ''] = elements(page, 'svg');
    const edges = elements(svg, 'path').filter((path) => attribute(path, 'class') === 'edge');
    expect(edges).toHaveLength(REPORT.flow.edges.length);
    expect(texts(elements(svg, 'desc')[0] ?? '').join()).toContain('database shop to capture shop');
    expect(drawnNodes(page).flatMap((each) => elements(each, 'title'))).toHaveLength(REPORT.flow.nodes.length);
  });

  test('marks a part by its own proofs: those of a walkthrough that are of another part are none of them', () => {
    const marks = drawnNodes(pageOf()).map((link) =>
      elements(link, 'g')
        .map((group) => attribute(group, 'class'))
        .join(),
    );
    expect(marks.map((mark) => mark.replace('node ', ''))).toEqual([
      'none',
      'passed',
      'passed',
      'none',
      'passed',
      'none',
      'passed',
      'failed',
      'none',
    ]);
  });
});

describe('the parts', () => {
  test('a red proof is shown with both sides, at its part', () => {
    const page = pageOf();
    const [red = ''] = rows(article(page, 'orders')).filter((row) => row.includes('failed'));
    expect(red).toContain('12 rows of <b>2</b> tables');
    expect(red).toContain(`11 rows\nbecause: ${HOSTILE}`);
    expect(rows(article(page, 'lake')).join()).not.toContain('P1.2');
  });

  test('a proof of no part is shown all the same', () => {
    expect(rows(pageOf()).filter((row) => row.includes('of nothing drawn'))).toHaveLength(1);
  });

  test('have their permissions in brief, their server and the end of its log', () => {
    const page = pageOf();
    const brief = '1 of 3 permissions used, 1 unused for a reason, 1 unused, 1 denied';
    expect(texts(article(page, 'shop')).join()).toContain('MySQL 8.0.15 at 127.0.0.1:3306');
    expect(texts(page).filter((text) => text.includes(brief)).length).toBeGreaterThan(1);
    expect(texts(page)).toContain('/run/kafka.log');
    expect(texts(page)).toContain('ready');
  });

  test('say how often their server, or a connector on it, was started again, when and why; so do servers of several parts', () => {
    const page = pageOf();
    const shop = elements(page, 'article').find((each) => texts(each).includes('connect-shop ended (1)')) ?? '';
    expect(texts(shop).join(' ')).toContain('2 times');
    expect(rows(shop)).toContainEqual(expect.stringMatching(/^2026-11-26T21:10:00.000Z .*\| connector c \| a<b>"c'/));
    expect(rows(page)).toContainEqual(
      expect.stringMatching(/^2026-11-26T21:08.* \| kafka \| kafka ended \(SIGKILL\)$/),
    );
    expect(texts(elements(page, 'header')[0] ?? '').join(' ')).toContain('3 times, what had failed');
    const calm = REPORT.servers.map((server) => ({ ...server, restarts: [] }));
    expect(texts(pageOf({ servers: calm })).join(' ')).not.toContain('tarted again');
  });

  test('of a job: how it is started, its runs, and where nothing ran', () => {
    const page = pageOf();
    expect(texts(article(page, 'lake')).join()).toContain('2 runs, 1 min 22 s in all');
    expect(texts(article(page, 'orders')).join()).toContain('It has no run that ended.');
  });

  test('of five hundred tables the first are named, and the others folded', () => {
    const items = [...Array(500).keys()].map((index) => `shop.t${index}`);
    const [database, ...others] = REPORT.flow.nodes;
    const many = { ...(database as (typeof others)[0]), counts: { 'captured tables': 500 }, items };
    const page = pageOf({ flow: { ...REPORT.flow, nodes: [many, ...others] } });
    const [part = ''] = elements(page, 'article');
    const [fold = ''] = elements(part, 'details');
    expect(texts(part).join(' ')).toContain('500 captured tables');
    expect(texts(fold)).toContain('and 494 more');
    expect(
      elements(part, 'code')
        .flatMap(texts)
        .filter((text) => items.includes(text)),
    ).toHaveLength(500);
    expect(elements(fold, 'code')).toHaveLength(494);
  });
});

describe('the head', () => {
  const verdict = (page: Element): string => texts(elements(page, 'header')[0] ?? '').join(' ');

  test('says how it ended, of what, when and by which seed', () => {
    const text = verdict(pageOf());
    for (const said of ['✗ Not passed', 'dev', '2026-11-26 21:07:27 UTC', '5 min 12 s', 'seed 7', 'rerun', HOSTILE]) {
      expect(text).toContain(said);
    }
    expect(text).toContain('1 of 5 proofs red: orders tables');
  });

  test('of a run that was interrupted or broke says why, and when', () => {
    const text = verdict(pageOf({ error: 'stopped by SIGINT', servers: [] }));
    expect(text).toContain('✗ Not passed');
    expect(text).toContain('The run ended before everything was up');
    expect(text).toContain('stopped by SIGINT');
  });

  test('of a run under way promises nothing', () => {
    expect(verdict(pageOf({ passed: undefined }))).toContain('… Under way');
    expect(verdict(pageOf({ passed: undefined }))).not.toContain('assed:');
  });

  test('of a run that passed', () => {
    const green = {
      passed: true,
      deaths: [],
      permissionProblems: [],
      proofs: REPORT.proofs.filter(({ passed }) => passed),
    };
    expect(verdict(pageOf(green))).toContain('✓ Passed');
    expect(verdict(pageOf(green))).toContain('4 proofs.');
  });
});

test('a run that broke before it had read anything is a page, too', () => {
  const nothing = {
    flow: { nodes: [], edges: [] },
    servers: [],
    jobs: [],
    proofs: [],
    permissions: [],
    steps: [],
    versions: {},
  };
  const page = pageOf({ ...nothing, error: 'no app', standIns: [], overrides: [], bindings: [], coverage: [] });
  expect(texts(page)).toContain('The run ended before it had read the templates.');
  expect(elements(page, 'svg')).toEqual([]);
});

test('loads nothing, runs nothing, and lets nothing from outside be markup', () => {
  const html = renderPage(REPORT);
  const page = parsePage(html);
  const addresses = ['href', 'src'].flatMap((name) => elements(page, name).map(String));
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => !address.startsWith('#'))).toEqual([]);
  expect(elements(page, 'script')).toEqual([]);
  expect(elements(page, 'b').map(texts)).toEqual([['capture shop']]);
  expect(html).not.toMatch(/<script|@import|url\(\s*['"]?(?!#)|\son[a-z]+=/i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no document may have them
  expect(html).not.toMatch(/[\u0000-\u0008\u001b]|\p{Surrogate}/u);
});

test('what leads somewhere on the page leads to something, and tables have heads', () => {
  const page = pageOf();
  const ids = elements(page, 'id').map(String);
  for (const link of elements(page, 'href')) expect(ids).toContain(String(link).slice(1));
  for (const label of elements(page, 'aria-labelledby').flatMap((value) => String(value).split(' '))) {
    expect(ids).toContain(label);
  }
  const tables = elements(page, 'table');
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    expect(elements(table, 'th').map((head) => attribute(head, 'scope'))).not.toContain('');
    expect(elements(table, 'caption')).toHaveLength(1);
  }
});
