/** What a part of the flow is, in the order in which changes come through. */
export type FlowNodeKind =
  | 'database'
  | 'capture'
  | 'topics'
  | 'archive'
  | 'connector'
  | 'bucket'
  | 'log'
  | 'items'
  | 'job'
  | 'merges'
  | 'tables'
  | 'warehouse'
  | 'queries';

/** One part of the way that changes take. */
export interface FlowNode {
  /** No other node has it. */
  readonly id: string;
  readonly kind: FlowNodeKind;
  /** As people know it, such as a capture's or a pipeline's name. */
  readonly name: string;
  /** What a template calls it, where that is another name. */
  readonly resourceName?: string;
  /** How many of what is in it, by a word in the plural, e.g. `{ tables: 7 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Names of what the first count counts; none where nothing has a name. */
  readonly items: readonly string[];
  /** `pipeline` of the proofs that are about it, and ids of those of a walkthrough's that are. */
  readonly proofs: readonly string[];
  /** Name of the server that it has here; undefined before everything is up. */
  readonly server?: string;
  /** Name of the role that it has in the cluster and elsewhere. */
  readonly role?: string;
}

/** Changes go from one node to another. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
}

/** How changes go from databases to those who ask for them. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}
