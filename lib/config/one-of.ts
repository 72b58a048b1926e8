/** A sentence `property rule, got: value` for each value that is none of those allowed. */
export function oneOf(property: string, values: readonly string[], allowed: readonly string[]): string[] {
  return values
    .filter((value) => !allowed.includes(value))
    .map((value) => `\`${property}\` must be one of ${allowed.join(', ')}, got: ${value}`);
}
