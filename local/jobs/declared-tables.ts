import { inflateSync } from 'node:zlib';

/** What a long `--tables` begins with: what follows is compressed, in base64. */
const PACKED = 'deflate:';

/** Tables as the `--tables` of a job describes them; none for a job without. */
export function declaredTables<T>(argument: string | undefined): readonly T[] {
  if (argument === undefined) return [];
  const text = argument.startsWith(PACKED)
    ? inflateSync(Buffer.from(argument.slice(PACKED.length), 'base64')).toString('utf8')
    : argument;
  return JSON.parse(text);
}
