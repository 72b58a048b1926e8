import { join } from 'node:path';
import { nodeTool, OUT, type Part, ROOT, runVisible } from './suite';
import { templateFiles } from './template-files';

const ASSEMBLY = join(OUT, 'cdk.out');

/**
 * Synthesis as a user does it, with CloudFormation's own validation and the security rules switched on, then cfn-lint,
 * which alone treats a value outside an enumeration as an error.
 */
export function templatePart(): Part {
  return {
    name: 'templates: synth with validation, cfn-lint',
    run: () => {
      const synth = runVisible(nodeTool('cdk'), ['synth', '--quiet', '--output', ASSEMBLY]);
      if (synth.status !== 0) {
        return { passed: 0, failed: 1 };
      }
      const templates = templateFiles(ASSEMBLY);
      const lint = runVisible(join(ROOT, '.runtime', 'python', 'bin', 'cfn-lint'), [
        '--format',
        'parseable',
        '--',
        ...templates,
      ]);
      return lint.status === 0 ? { passed: 1 + templates.length, failed: 0 } : { passed: 1, failed: 1 };
    },
  };
}
