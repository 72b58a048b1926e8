/** What the keys of the first transform of a class begin with; undefined where a connector has none of it. */
export function transformPrefix(config: Readonly<Record<string, unknown>>, className: string): string | undefined {
  const aliases = String(config.transforms ?? '')
    .split(',')
    .map((alias) => alias.trim());
  const alias = aliases.find((each) => config[`transforms.${each}.type`] === className);
  return alias && `transforms.${alias}.`;
}
