import { inflateSync } from 'node:zlib';

/** What a long text begins with: what follows is compressed, in base64. */
const PACKED = 'deflate:';

/** A text that templates hold compressed where it is long. */
export function unpackedText(text: string): string {
  return text.startsWith(PACKED)
    ? inflateSync(Buffer.from(text.slice(PACKED.length), 'base64')).toString('utf8')
    : text;
}
