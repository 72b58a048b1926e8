import { unpackedText } from '../model/packed-text';

/** Tables as the `--tables` of a job describes them; none for a job without. */
export function declaredTables<T>(argument: string | undefined): readonly T[] {
  return argument === undefined ? [] : JSON.parse(unpackedText(argument));
}
