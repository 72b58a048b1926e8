/** What must notice a mutation. */
export type Guard =
  /** Tests of one of jest's projects, by path below the project. */
  | { readonly kind: 'jest'; readonly tests: readonly string[] }
  /** Tests of a Maven module: by its name among the plugins, or by its path. */
  | { readonly kind: 'maven'; readonly module: string; readonly tests: string }
  /** Tests of the Glue scripts: a file of theirs, and which tests in it. */
  | { readonly kind: 'pytest'; readonly file: string; readonly only: string }
  /** A whole local run. */
  | { readonly kind: 'local' }
  /** A whole local run that stays green, with a worker that runs the changed option: the change went all the way. */
  | { readonly kind: 'follows'; readonly key: string; readonly value: string };

/** One line of the platform, broken in a way that once happened to somebody. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  readonly guard: Guard;
}
