import type { Finding } from '../../../local/review/finding';
import { COLUMNS, markdownReview, printReview } from '../../../local/review/print-review';
import type { EnvironmentReview } from '../../../local/review/review';

const apps = { base: 'main (abc)', changed: 'the working tree', remarks: ['a remark'] };

function environment(name: string, ...findings: Finding[]): EnvironmentReview {
  return { environment: name, sections: findings.length === 0 ? [] : [{ title: 'Data', findings }] };
}

const gone = (name: string): Finding => ({
  severity: 'destroys',
  text: `bucket \`${name}-raw\` is removed`,
  details: ['its objects go for good'],
});
const sign: Finding = { severity: 'note', text: '+ `reader` may `s3:GetObject`', details: [] };

test('the verdict stands first, and what led to it', () => {
  expect(printReview({ environments: [environment('dev', gone('dev'), sign), environment('prod')] }, apps)).toEqual([
    'main (abc) → the working tree: DESTROYS DATA',
    '(a remark)',
    '✗ dev: bucket `dev-raw` is removed',
    '',
    'dev',
    '  Data',
    '    ✗ bucket `dev-raw` is removed',
    '      · its objects go for good',
    '    + `reader` may `s3:GetObject`',
    '',
    'prod: no change',
  ]);
});

test('an environment with the changes of another is one line', () => {
  const lines = printReview(
    { environments: [environment('dev', gone('dev')), environment('prod', gone('prod'))] },
    apps,
  );
  expect(lines.at(-1)).toBe('prod: the same as dev, under its own names');
  expect(lines).toContain('✗ prod: bucket `prod-raw` is removed');
});

test('no line is longer than the terminal, and none loses a word', () => {
  const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
  const lines = printReview({ environments: [environment('dev', { severity: 'note', text, details: [text] })] }, apps);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(COLUMNS);
  expect(lines.join(' ').match(/word\d+/g)).toHaveLength(120);
});

test('Markdown nests details, and a sign begins no list', () => {
  expect(markdownReview({ environments: [environment('dev', gone('dev'), sign)] }, apps)).toBe(
    [
      '## main (abc) → the working tree: DESTROYS DATA',
      '',
      '_a remark_',
      '',
      '- **dev**: bucket `dev-raw` is removed',
      '',
      '### dev',
      '',
      '**Data**',
      '',
      '- **✗** bucket `dev-raw` is removed',
      '  - its objects go for good',
      '- \\+ `reader` may `s3:GetObject`',
      '',
    ].join('\n'),
  );
});
