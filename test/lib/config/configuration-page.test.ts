import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configurationPage } from '../../support/configuration-page';

const PAGE = join(resolve(__dirname, '..', '..', '..'), 'docs', 'configuration.md');

test('docs/configuration.md says what the doc comments say, of every knob', () => {
  const page = configurationPage();
  if (process.env['WRITE_CONFIGURATION_PAGE'] === 'true') {
    writeFileSync(PAGE, page);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
  const empty = page.split('\n').filter((line) => /^\| `\w+` \| [^|]*(\\\|[^|]*)* \| {2}\| /.test(line));
  expect(empty).toEqual([]);
});
