/** What was begun before its turn: it may fail before anybody waits for it. */
export function early<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
