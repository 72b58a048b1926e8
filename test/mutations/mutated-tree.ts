import { ProjectCopy } from '../support/project-copy';
import type { Mutation } from './mutation';

/** A copy of the project in which one line at a time is broken. */
export class MutatedTree extends ProjectCopy {
  /**
   * Runs something with one line broken, and mends it again.
   *
   * @throws Error where the mutation is out of date
   */
  with<Result>({ name, file, from, to }: Mutation, run: () => Result): Result {
    let mend: () => void;
    try {
      mend = this.edit(file, from, to);
    } catch (cause) {
      throw new Error(`mutation «${name}» is out of date: ${(cause as Error).message}`, { cause });
    }
    try {
      return run();
    } finally {
      mend();
    }
  }
}
