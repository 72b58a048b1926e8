import type { Proof } from '../../proofs/proof';
import { table } from './folded';
import { type Markup, markup } from './markup';

/** Each proof with both of its sides. */
export function proofTable(caption: string, proofs: readonly Proof[]): Markup {
  return table(
    caption,
    ['', 'proof', 'claim', 'expected', 'actual'],
    proofs.map((proof) => [mark(proof.passed), nameOf(proof), proof.claim, side(proof.expected), side(proof.actual)]),
  );
}

/** In words for those who hear it. */
export function mark(passed: boolean): Markup {
  return passed
    ? markup`<span class="passed" role="img" aria-label="passed">✓</span>`
    : markup`<span class="failed" role="img" aria-label="failed">✗</span>`;
}

/** A walkthrough's proofs have its name in theirs. */
function nameOf({ pipeline, id }: Proof): string {
  return id.startsWith(pipeline) ? id : `${pipeline} ${id}`;
}

/** Its lines as they are. */
function side(text: string): Markup {
  return markup`<span class="lines">${text}</span>`;
}
