import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import type { PlatformModel } from '../model/platform';
import type { RuntimePaths } from '../paths';
import type { FlowSource, FlowTarget, ProvenFlows } from '../proofs/flow-ends';
import type { Override } from '../session/applied-overrides';
import type { Binding } from '../session/bound-values';
import type { RunningPlatform } from '../session/running-platform';
import type { Session } from '../session/session';
import type { ResourceChange } from '../update/resource-change';
import type { Evidence } from './coverage';

/**
 * A kind of thing of AWS that something stands for here: everything that the local run knows of it. To add one: a folder
 * here, and its line in `kinds.ts`.
 */
export interface Kind {
  /** As its folder is called. */
  readonly name: string;
  /** What a run shows of its resources. */
  readonly evidence: Evidence;
  /** Of types of which a run shows something else. */
  readonly evidenceOf?: Readonly<Record<string, Evidence>>;
  /** What is done for each resource type. */
  readonly resources: VerbsByType;
  /** Starts what an account has before anything is deployed to it. */
  readonly open?: (context: UpdateContext) => Promise<void>;
  /** Local values of attributes, by `<resource type>.<attribute>`: the only place where endpoints live. */
  readonly bindings?: Readonly<Record<string, Binding>>;
  /** Settings that must differ from the synthesized ones. */
  readonly overrides?: readonly Override[];
  /** Connectors that run and that flows begin at, where it is a source. */
  readonly sources?: (flows: ProvenFlows) => readonly FlowSource[];
  /** Parts that run and that write to it, where it is a target. What no kind proves is a proof that failed. */
  readonly targets?: (flows: ProvenFlows) => readonly FlowTarget[];
  /** What stands for it in a run, in words. */
  readonly standIns?: (run: DescribedRun) => readonly StandIn[];
  /** Versions of what stands for it, by name. */
  readonly versions?: (runtime: RuntimePaths) => Readonly<Record<string, string>> | Promise<Record<string, string>>;
}

export interface DescribedRun {
  readonly model: PlatformModel;
  readonly platform: RunningPlatform;
}

/** Which local server stood for which deployed service. */
export interface StandIn {
  readonly deployed: string;
  readonly local: string;
}

/** What verbs work with while an environment comes up or changes. */
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
export interface ResourceVerbs {
  /** Leaves nothing behind when it fails. */
  readonly create?: (resource: Resource, context: UpdateContext) => Promise<void>;
  /**
   * In place of `create`, for what takes long: starts it, maybe before what it depends on is there. When an environment comes
   * up that is at its very beginning, in an update when the resource's turn has come.
   *
   * @returns finishes it; called when its turn has come, and leaves nothing behind when it fails
   */
  readonly begin?: (resource: Resource, context: UpdateContext) => () => Promise<void>;
  readonly update?: {
    /** Properties that mean something here; a change of others only is not run. */
    readonly properties: readonly string[] | 'any';
    /** @throws ChangeRemainsError when it failed and yet the resource is as it is to be from now on */
    readonly run: (change: ResourceChange, context: UpdateContext) => Promise<void>;
  };
  readonly remove?: (resource: Resource, context: UpdateContext) => Promise<void>;
  /** Why what runs here, as its templates are now, cannot take a change that a deployment could make; undefined where it can. */
  readonly refuse?: (change: ResourceChange, running: EnvironmentTemplates) => string | undefined;
  /** What the plan says of a verb that is missing. @default NOT_RUN */
  readonly note?: string;
}

export type VerbsByType = Readonly<Record<string, ResourceVerbs>>;

/** Nothing here stands for the resource. */
export const NOT_RUN = 'not run here';

/** What all kinds do, by resource type. */
export function verbsOf(kinds: readonly Kind[]): VerbsByType {
  return merged(kinds, 'a resource type', ({ resources }) => resources);
}

/** Of all kinds. */
export function bindingsOf(kinds: readonly Kind[]): Readonly<Record<string, Binding>> {
  return merged(kinds, 'an attribute', ({ bindings }) => bindings ?? {});
}

/** Types of an environment that no kind stands for: the run neither starts nor reads them. */
export function typesOfNoKind(kinds: readonly Kind[], templates: EnvironmentTemplates): string[] {
  const verbs = verbsOf(kinds);
  const types = new Set(templates.stacks.flatMap((stack) => [...stack.resources.values()].map(({ type }) => type)));
  return [...types].filter((type) => verbs[type] === undefined).sort();
}

function merged<T>(
  kinds: readonly Kind[],
  what: string,
  entriesOf: (kind: Kind) => Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  const owners = new Map<string, string>();
  const all: Record<string, T> = {};
  for (const kind of kinds) {
    for (const [key, value] of Object.entries(entriesOf(kind))) {
      const owner = owners.get(key);
      if (owner !== undefined) throw new Error(`${what} must be of one kind, got: ${key} of ${owner} and ${kind.name}`);
      owners.set(key, kind.name);
      all[key] = value;
    }
  }
  return all;
}
