import type { Resource } from '../assembly/environment-templates';
import type { RunningPlatform } from '../platform';
import type { Session } from '../session';
import type { ResourceChange } from './resource-change';

/** What executors work with while an update is under way. */
export interface UpdateContext {
  /** Its resolver gives the values of what is to run. */
  readonly next: Session;
  /** Its resolver gives the values of what ran before the update. */
  readonly before: Session;
  /** What runs now. */
  readonly platform: () => RunningPlatform;
  /** Says that something else runs now. */
  readonly setPlatform: (changes: Partial<RunningPlatform>) => void;
}

/** What the local run does for one resource type. A verb that is missing has no local counterpart. */
export interface Executor {
  /** Leaves nothing behind when it fails. */
  readonly create?: (resource: Resource, context: UpdateContext) => Promise<void>;
  readonly update?: {
    /** Properties that mean something here; a change of others only is not run. */
    readonly properties: readonly string[] | 'any';
    /** @throws ChangeRemainsError when it failed and yet the resource is as it is to be from now on */
    readonly run: (change: ResourceChange, context: UpdateContext) => Promise<void>;
  };
  readonly remove?: (resource: Resource, context: UpdateContext) => Promise<void>;
  /** Why what runs here cannot take a change that a deployment could make; undefined where it can. */
  readonly refuse?: (change: ResourceChange) => string | undefined;
  /** What the plan says of a verb that is missing. @default NOT_RUN */
  readonly note?: string;
}

export type Executors = Readonly<Record<string, Executor>>;

/** Nothing here stands for the resource. */
export const NOT_RUN = 'not run here';
