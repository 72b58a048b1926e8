import type { Report } from '../report';
import { describeFindings } from '../verdict';
import { type Content, type Markup, markup } from './markup';
import { duration } from './wording';

/** Whether it passed, why not, and what was run when. */
export function verdictHeader(report: Report): Markup {
  const { environment, startedAt, seconds, passed, error, asked, proofs } = report;
  const { pipeline, walkthrough, prove, skippedProofs, workload } = asked;
  const restarts = report.servers.reduce((sum, server) => sum + server.restarts.length, 0);
  const red = proofs.filter((proof) => !proof.passed).length;
  const facts: (readonly [string, Content])[] = [
    ['environment', environment],
    ['pipelines', pipeline ?? (walkthrough === undefined ? 'all' : `those that ${walkthrough} requires`)],
    ['started', markup`<time datetime="${startedAt}">${startedAt.replace('T', ' ').replace(/\.\d+Z$/, '')} UTC</time>`],
    [passed === undefined ? 'until now' : 'took', duration(seconds)],
    ['proofs', prove ? `${proofs.length - red} passed, ${red} failed` : 'none were asked for'],
    ['workload', prove ? describeWorkload(workload) : undefined],
    ['walkthroughs', report.absentWalkthroughs.length === 0 ? undefined : report.absentWalkthroughs.join('; ')],
    ['started again', restarts === 0 ? undefined : `${restarts === 1 ? 'once' : `${restarts} times`}, what had failed`],
    ['left out, as asked', skippedProofs.length === 0 ? undefined : skippedProofs.join(', ')],
  ];
  const problems = [...report.deaths, ...report.permissionProblems];
  return markup`<header class="${passed === undefined ? 'none' : passed ? 'passed' : 'failed'}">
<p class="project">Tributary, a run of the whole platform on one computer from the templates that are deployed</p>
<h1>${headline(passed)}</h1>
<p>${explanation(report)}</p>
${error === undefined ? '' : markup`<pre class="error">${error}</pre>\n`}${problems.length === 0 ? '' : markup`<ul class="problems">${problems.map((problem) => markup`<li>${problem}</li>`)}</ul>\n`}<dl>${facts.map(([name, value]) => (value === undefined ? '' : markup`<dt>${name}</dt><dd>${value}</dd>\n`))}</dl>
</header>\n`;
}

/** In a word or two. */
export function headline(passed: boolean | undefined): string {
  if (passed === undefined) return '… Under way';
  return passed ? '✓ Passed' : '✗ Not passed';
}

function describeWorkload({ seed, changes }: Report['asked']['workload']): string {
  return changes === 0 ? 'none' : `at least ${changes} row changes to each database, seed ${seed}`;
}

function explanation(report: Report): string {
  const { passed, error, asked, proofs, deaths, permissionProblems, servers } = report;
  if (passed === undefined) {
    return 'This is what was known when the page was written, and it is written again with each proof. A run that was killed leaves it like this.';
  }
  if (error !== undefined) {
    const reached = servers.length === 0 ? 'before everything was up' : 'before all of it was proven';
    return `The run ended ${reached}; what stands here is what was known by then. It ended with:`;
  }
  const findings = { proofs: asked.prove ? proofs : undefined, deaths, permissionProblems };
  const text = describeFindings(findings);
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}
