import type { Proof } from '../../proofs/proof';
import type { FlowNode } from '../flow';

/** What was proven of a part: `none` where nothing is, or not yet. */
export type Mark = 'passed' | 'failed' | 'none';

/** The proofs that are about each part, and those that are about none of them. */
export class ProofsByNode {
  readonly ofNone: readonly Proof[];
  private readonly owners: ReadonlyMap<Proof, readonly FlowNode[]>;

  constructor(
    private readonly nodes: readonly FlowNode[],
    private readonly proofs: readonly Proof[],
  ) {
    this.owners = new Map(proofs.map((proof) => [proof, this.ownersOf(proof)]));
    this.ofNone = proofs.filter((proof) => this.owners.get(proof)?.length === 0);
  }

  of(node: FlowNode): readonly Proof[] {
    return this.proofs.filter((proof) => this.owners.get(proof)?.includes(node));
  }

  mark(node: FlowNode): Mark {
    const proofs = this.of(node);
    if (proofs.length === 0) return 'none';
    return proofs.every(({ passed }) => passed) ? 'passed' : 'failed';
  }

  /** Who is named by a walkthrough's own id stands before who is named by all of it. */
  private ownersOf({ pipeline, id }: Proof): readonly FlowNode[] {
    const own = id.startsWith(pipeline) ? this.nodes.filter(({ proofs }) => proofs.includes(id)) : [];
    if (own.length > 0) return own;
    const names = pipeline.split(', ');
    return this.nodes.filter(({ proofs }) => proofs.some((name) => names.includes(name)));
  }
}
