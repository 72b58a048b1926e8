import { join } from 'node:path';
import { nodeTool, OUT, type Part, ROOT, runProgram } from './suite';
import { templateFiles } from './template-files';

const ASSEMBLY = join(OUT, 'cdk.out');
/** Configurations that are not the product's. */
const FIXTURES = { app: 'npx ts-node -T test/fixtures/app.ts', assembly: join(OUT, 'fixtures.cdk.out') };

/**
 * Synthesis as a user does it, with CloudFormation's own validation and the security rules switched on, then cfn-lint,
 * which alone treats a value outside an enumeration as an error.
 */
export function templatePart(): Part {
  return {
    name: 'templates: synth with validation, cfn-lint',
    run: async (output) => {
      for (const args of [
        ['--output', ASSEMBLY],
        ['--app', FIXTURES.app, '--output', FIXTURES.assembly],
      ]) {
        if ((await runProgram(output, nodeTool('cdk'), ['synth', '--quiet', ...args])) !== 0) {
          return { passed: 0, failed: 1 };
        }
      }
      const templates = [ASSEMBLY, FIXTURES.assembly].flatMap(templateFiles);
      const lint = await runProgram(output, join(ROOT, '.runtime', 'python', 'bin', 'cfn-lint'), [
        '--format',
        'parseable',
        '--',
        ...templates,
      ]);
      return lint === 0 ? { passed: 1 + templates.length, failed: 0 } : { passed: 1, failed: 1 };
    },
  };
}
