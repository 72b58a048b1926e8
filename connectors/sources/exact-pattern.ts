/** Debezium takes entries of its lists for patterns without case, so that `account` would be captured beside `ACCOUNT`. */
export function exactly(name: string): string {
  return `(?-i)${escaped(name)}`;
}

/** A text as a pattern of itself. */
export function escaped(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_]/gu, '\\$&');
}
