import { dirname } from 'node:path';
import { Command } from 'commander';

import { runReview } from '../local/review/run-review';
import { runCommand } from './run-command';

interface Arguments {
  readonly base: string;
  readonly markdown: boolean;
}

const projectDirectory = dirname(__dirname);

const command = new Command('npm run diff --')
  .description(
    'Says what deploying the working tree over a commit would do to every environment. Needs no AWS account.',
  )
  .option('--base <ref>', 'commit, branch or tag to compare with', 'HEAD')
  .option('--markdown', 'print Markdown, for a pull request', false)
  .addHelpText(
    'after',
    `
Exit codes:
  0  nothing destroys data or needs attention
  1  there is nothing to compare: an unknown ref, an app that does not synthesize
  2  data goes with the deployment
  3  no data goes, and somebody has to act or decide: a deployment that AWS refuses as it is, one that takes two,
     what is replaced and left behind, a protection that is weakened, a stack that the app has no more`,
  )
  .parse();

async function main(): Promise<number> {
  const { base, markdown } = command.opts<Arguments>();
  return runReview({
    projectDirectory,
    base,
    markdown,
    variables: process.env,
    print: (line) => console.log(line),
  });
}

runCommand(main);
