import type { Report } from '../report';
import { drawFlow } from './draw-flow';
import { courseSection, differencesSection } from './environment-sections';
import { ProofsByNode } from './judge-node';
import { type Markup, markup } from './markup';
import { partsSection } from './parts';
import { permissionsSection } from './permissions';
import { proofTable } from './proof-table';
import { STYLE } from './style';
import { headline, verdictHeader } from './verdict-header';

/** The report as one page for people, well-formed as XML, too: it loads nothing, and needs no script. */
export function renderPage(report: Report): string {
  const proofs = new ProofsByNode(report.flow.nodes, report.proofs);
  const page = markup`<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${headline(report.passed)}: Tributary ${report.environment}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${verdictHeader(report)}${flowSection(report, proofs)}${restOfProofs(report, proofs)}${partsSection(report, proofs)}${permissionsSection(report)}${differencesSection(report)}${courseSection(report)}</main>
</body>
</html>
`;
  return page.text;
}

function flowSection({ flow, servers }: Report, proofs: ProofsByNode): Markup {
  if (flow.nodes.length === 0) {
    return markup`<section><h2>What flows where</h2><p>The run ended before it had read the templates.</p></section>\n`;
  }
  const state = servers.length === 0 ? 'So it was to be, by the templates; not everything came up.' : '';
  return markup`<section aria-labelledby="flow"><h2 id="flow">What flows where</h2>
<figure><div class="wide">${drawFlow(flow, proofs)}</div>
<figcaption>From databases on the left to those who ask on the right, as the templates say it. A part has the proofs about what it does or wrote; those without a mark only keep it. ${state}</figcaption></figure></section>\n`;
}

/** Proofs about more than a part, or about none that is drawn. */
function restOfProofs({ proofs: all, asked }: Report, proofs: ProofsByNode): Markup {
  if (proofs.ofNone.length > 0) {
    return markup`<section aria-labelledby="proofs"><h2 id="proofs">Proofs of no single part</h2>
${proofTable('Proofs of no single part', proofs.ofNone)}</section>\n`;
  }
  return all.length === 0 && asked.prove ? markup`<section><p>Nothing is proven yet.</p></section>\n` : markup``;
}
