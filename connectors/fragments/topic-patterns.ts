/** Topics that are named one by one: more of them do not fit into the policy of a role. */
export const MOST_NAMED = 30;
/** Characters that their names have together at most: those of a database may be long, and each stands in several statements. */
const MOST_CHARACTERS = 1_000;

/**
 * Patterns that stand for topics: their names as long as they are few, then `<capture>.<schema>.*` for tables of a schema, and
 * `<capture>.*` where schemas are many, too. A capture has its prefix for itself, so what a pattern lets through besides are
 * tables of the same capture.
 *
 * @param named what stands in the policy for a topic or a pattern. Default: itself
 */
export function topicPatterns(
  topics: readonly string[],
  named: (pattern: string) => string = (pattern) => pattern,
): string[] {
  if (canBeNamed(topics.map(named))) {
    return [...topics];
  }
  const bySchema = patterns(topics, 2);
  return canBeNamed(bySchema.map(named)) ? bySchema : patterns(topics, 1);
}

/** Whether a policy has room for them one by one. */
export function canBeNamed(names: readonly string[]): boolean {
  return names.length <= MOST_NAMED && names.join('').length <= MOST_CHARACTERS;
}

/** @param parts of a name's beginning that stand for the rest; names of fewer than three parts are no tables' */
function patterns(topics: readonly string[], parts: number): string[] {
  const shortened = topics.map((topic) => {
    const all = topic.split('.');
    return all.length < 3 ? topic : `${all.slice(0, parts).join('.')}.*`;
  });
  return [...new Set(shortened)];
}
