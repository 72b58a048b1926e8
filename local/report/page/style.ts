import { Markup } from './markup';

/** Of the whole page, also of its drawing. */
export const STYLE = new Markup(`
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f6f7f9; --line: #d0d5dd; --text: #1b2430; --quiet: #556070; --edge: #8a94a3;
  --passed: #14713a; --failed: #b3261e; --link: #0b57a4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --panel: #1a2028; --line: #38424f; --text: #e4e9f0; --quiet: #a3afbf; --edge: #758294;
    --passed: #5fd08c; --failed: #ff8a80; --link: #8ab8f0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1400px; margin: 0 auto; padding: 24px; }
h1 { margin: 0; font-size: 30px; }
h2 { margin: 40px 0 8px; font-size: 21px; }
h3 { margin: 0 0 6px; font-size: 16px; }
p { margin: 6px 0; max-width: 90ch; }
a { color: var(--link); }
code, pre { font: 12.5px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { margin: 6px 0; padding: 10px; overflow-x: auto; white-space: pre-wrap; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
header { padding: 18px 22px; background: var(--panel); border: 1px solid var(--line); border-left: 6px solid var(--edge); border-radius: 8px; }
header.passed { border-left-color: var(--passed); }
header.failed { border-left-color: var(--failed); }
header.passed h1, .passed .proven, span.passed { color: var(--passed); }
header.failed h1, .failed .proven, span.failed, strong.failed, .problems { color: var(--failed); }
.project, figcaption, .kind { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 8px 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0; }
.wide { overflow-x: auto; }
article { margin: 14px 0; padding: 14px 18px; border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 8px; }
article.passed { border-left-color: var(--passed); }
article.failed { border-left-color: var(--failed); }
article:target, div:target { outline: 2px solid var(--link); }
article h3 .proven { margin-left: 10px; font-weight: 600; }
h3 .kind { font-weight: 400; }
table { width: 100%; margin: 8px 0; border-collapse: collapse; }
caption { padding: 4px 0; text-align: left; font-weight: 600; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { color: var(--quiet); font-weight: 600; }
.lines { white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: 4px 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
ul { margin: 6px 0; padding-left: 22px; }
svg { display: block; min-width: 900px; max-width: 100%; height: auto; margin: 8px 0; font: 12px system-ui, sans-serif; }
svg a { text-decoration: none; }
svg text { fill: var(--text); }
svg .box { fill: var(--panel); stroke: var(--line); }
svg .side { fill: var(--line); }
svg .passed .side { fill: var(--passed); }
svg .failed .side { fill: var(--failed); }
svg .failed .box { stroke: var(--failed); stroke-width: 2; }
svg text.kind, svg text.counts { fill: var(--quiet); font-size: 11px; }
svg text.name { font-size: 13px; font-weight: 600; }
svg text.proven { font-weight: 600; }
svg .passed .proven { fill: var(--passed); }
svg .failed .proven { fill: var(--failed); }
svg .edge { fill: none; stroke: var(--edge); stroke-width: 1.5; }
svg .head { fill: var(--edge); }
@media print {
  :root { --ground: #fff; --panel: #fff; --line: #bbb; --text: #000; --quiet: #444; --edge: #666; --passed: #14713a; --failed: #b3261e; --link: #000; }
  main { max-width: none; padding: 0; }
  svg { min-width: 0; }
  article, tr, figure { break-inside: avoid; }
}
`);
