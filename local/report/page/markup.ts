import { stripVTControlCharacters } from 'node:util';

/** Text that is markup already. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What stands in a template's places: markup as it is, lists one after the other, all else as text. */
export type Content = Markup | string | number | undefined | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** No document may have them, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

/** Markup with everything that is put into it escaped, in texts as in attributes: `` markup`<td>${name}</td>` ``. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => `${part}${render(contents[index])}`).join(''));
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(render).join('');
  return stripVTControlCharacters(String(content))
    .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
    .replaceAll(FORBIDDEN, '�');
}
