import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { awaitInterruption, exitCodeOf, type InterruptSignal } from '../processes/interruption';
import { checkOutBase, removeCheckout } from './base-checkout';
import type { Severity } from './finding';
import { markdownReview, printReview, type ReviewedApps } from './print-review';
import { type Review, reviewApps, severityOf } from './review';
import { ReviewError } from './review-error';
import { synthesizeOffline } from './synthesize-offline';
import { readApp } from './synthesized-app';

export interface ReviewOptions {
  readonly projectDirectory: string;
  /** Git ref that the working tree is compared with. */
  readonly base: string;
  /** Print Markdown instead of lines for the terminal. */
  readonly markdown: boolean;
  readonly variables: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

/** 1 is an error's. Whoever asks for more than «is all well» can tell data that goes from work for somebody. */
export const EXIT_CODES: Readonly<Record<Severity, number>> = { note: 0, destroys: 2, attention: 3 };

/** Characters of a commit's id that tell it from others. */
const SHORT_ID = 9;

/**
 * Compares what the working tree synthesizes, uncommitted changes included, with what a commit does, and prints what a
 * deployment would do to every environment.
 *
 * @returns the exit code
 * @throws ReviewError when there is nothing to compare
 */
export async function runReview(options: ReviewOptions): Promise<number> {
  const { variables, print, markdown } = options;
  const interruption = awaitInterruption();
  const stop = new AbortController();
  let received: InterruptSignal | undefined;
  void interruption.signal.then((signal) => {
    received = signal;
    stop.abort();
  });
  const workspace = await mkdtemp(join(tmpdir(), 'tributary-review-'));
  try {
    const { review, apps } = await compare(options, workspace, stop);
    const text = markdownReview(review, apps);
    for (const line of markdown ? [text] : printReview(review, apps)) print(line);
    if (variables.GITHUB_STEP_SUMMARY !== undefined) appendFileSync(variables.GITHUB_STEP_SUMMARY, text);
    return EXIT_CODES[severityOf(review.environments)];
  } catch (error) {
    if (received !== undefined) return exitCodeOf(received);
    throw error;
  } finally {
    await removeCheckout(options.projectDirectory, join(workspace, 'base'));
    await rm(workspace, { recursive: true, force: true });
    interruption.forget();
  }
}

async function compare(
  { projectDirectory, base, variables }: ReviewOptions,
  workspace: string,
  stop: AbortController,
): Promise<{ readonly review: Review; readonly apps: ReviewedApps }> {
  const [baseApp, changedApp] = [join(workspace, 'base-app'), join(workspace, 'changed-app')];
  const synthesize = (project: string, output: string, label: string): Promise<void> =>
    synthesizeOffline({ project, output, label, variables, signal: stop.signal });
  const changed = synthesize(projectDirectory, changedApp, 'the working tree');
  const checkout = checkOutBase(projectDirectory, base, join(workspace, 'base')).then(async (found) => {
    await synthesize(found.directory, baseApp, base).catch((cause) => {
      if (found.samePackages || stop.signal.aborted) throw cause;
      throw new ReviewError(`${otherPackages(base)}, which it may not work with`, { cause });
    });
    return found;
  });
  try {
    await Promise.all([changed, checkout]);
  } catch (error) {
    // Neither may go on while its folder is removed.
    stop.abort();
    await Promise.allSettled([changed, checkout]);
    throw error;
  }
  const { commit, samePackages } = await checkout;
  return {
    review: reviewApps(readApp(baseApp), readApp(changedApp)),
    apps: {
      base: base === commit ? commit.slice(0, SHORT_ID) : `${base} (${commit.slice(0, SHORT_ID)})`,
      changed: 'the working tree',
      remarks: samePackages ? [] : [otherPackages(base)],
    },
  };
}

function otherPackages(base: string): string {
  return `${base} has another package-lock.json; both are synthesized with the packages that are installed`;
}
