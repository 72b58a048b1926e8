import type { TypeCoverage } from '../../local/kinds/coverage';

const SHOWN: readonly TypeCoverage['shown'][] = ['exercised', 'enforced', 'stood in for', 'validated only'];
const OPENING = '| a run of dev shows them | resource types |\n|---|---|\n';

/** What the README says of every resource type, of what a report says of them. */
export function coverageTable(coverage: readonly TypeCoverage[]): string {
  const row = (shown: TypeCoverage['shown']): string => {
    const types = coverage
      .filter((each) => each.shown === shown)
      .map(({ type }) => `\`${type.replace(/^AWS::/, '')}\``);
    return `| ${shown} | ${types.join(', ')} |\n`;
  };
  return OPENING + SHOWN.map(row).join('');
}

/** A page with the table in place of the one that it has. */
export function withCoverageTable(page: string, table: string): string {
  const [before, after = ''] = page.split(OPENING);
  if (before === page) throw new Error('the page must have a table of resource types, got: none');
  return before + table + after.replace(/^(\|.*\n)*/, '');
}
