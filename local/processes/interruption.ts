import { LocalRunError } from '../local-run-error';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal's Ctrl-C may arrive twice, by itself and through npm; only a later one is meant as a second. */
const SECOND_AFTER_MILLISECONDS = 1000;

export type InterruptSignal = (typeof SIGNALS)[number];

/** The run was asked to stop. */
export class InterruptedError extends LocalRunError {
  constructor(readonly signal: InterruptSignal) {
    super(`stopped by ${signal}`);
  }
}

export interface Interruption {
  /** Resolves with the first signal. */
  readonly signal: Promise<InterruptSignal>;
  /** Lets signals have their usual effect again. */
  forget(): void;
}

/** Catches the signals that ask this process to stop. A second one, a moment later, ends it at once. */
export function awaitInterruption(): Interruption {
  let firstAt: number | undefined;
  let resolveSignal: (signal: InterruptSignal) => void = () => {};
  const signal = new Promise<InterruptSignal>((resolve) => {
    resolveSignal = resolve;
  });
  const listener = (received: NodeJS.Signals): void => {
    if (firstAt !== undefined && Date.now() - firstAt > SECOND_AFTER_MILLISECONDS) process.exit(exitCodeOf(received));
    firstAt ??= Date.now();
    resolveSignal(received as InterruptSignal);
  };
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal,
    forget: () => {
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
}

/** What shells report for a process that a signal ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
  return 128 + (numbers[signal] ?? 0);
}
