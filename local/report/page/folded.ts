import { type Content, type Markup, markup } from './markup';

/** What is shown once somebody asks for it, without a script. */
export function folded(summary: Content, content: Content): Markup {
  return markup`<details><summary>${summary}</summary>${content}</details>\n`;
}

/** The end of a log, folded; only its place where it holds nothing. */
export function foldedLog(file: string, end: string | undefined): Markup {
  const place = markup`<code>${file}</code>`;
  if (end === undefined || end === '') return markup`<p>Log: ${place}</p>\n`;
  return folded(markup`Log, its end: ${place}`, markup`<pre>${end}</pre>`);
}

/** @param heads one per column; each row has as many cells */
export function table(caption: Content, heads: readonly string[], rows: readonly (readonly Content[])[]): Markup {
  return markup`<div class="wide"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>\n`;
}
