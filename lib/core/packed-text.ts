import { deflateSync, inflateSync } from 'node:zlib';

/** What a packed text begins with. No plain one here does: they are JSON. */
const MARK = 'deflate:';
/** Characters up to which a text stays readable in templates: those of a hundred tables. */
const LONGEST_PLAIN = 60_000;

/** A JSON text as services take it that limit its length: as it is, or compressed and as base64 where it is long. */
export function packText(text: string): string {
  return text.length <= LONGEST_PLAIN ? text : `${MARK}${deflateSync(text, { level: 9 }).toString('base64')}`;
}

/** The inverse of `packText`. */
export function unpackText(text: string): string {
  return text.startsWith(MARK) ? inflateSync(Buffer.from(text.slice(MARK.length), 'base64')).toString('utf8') : text;
}
