import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import type { Kind } from './kind';

/**
 * What a run that passed shows of a resource. `exercised`: what a deployment runs, by the same software or code and with the
 * properties of the template; `enforced`: it decides here, too, who may do what; `stood in for`: something else does here what it is for.
 */
export type Evidence = 'exercised' | 'enforced' | 'stood in for';

/** What a run shows of the resources of one type. */
export interface TypeCoverage {
  readonly type: string;
  /** `validated only` where none of them is part of the run: their templates are all that was looked at. */
  readonly shown: Evidence | 'validated only';
  /** In the templates. */
  readonly resources: number;
  /** Of them, those that are part of the run. */
  readonly here: number;
}

/** Every type of an environment, by name. */
export function coverageOf(
  kinds: readonly Kind[],
  templates: EnvironmentTemplates,
  isPartOfRun: (resource: Resource) => boolean,
): TypeCoverage[] {
  const all = templates.stacks.flatMap((stack) => [...stack.resources.values()]);
  const types = [...new Set(all.map(({ type }) => type))];
  return types.sort().map((type): TypeCoverage => {
    const resources = all.filter((resource) => resource.type === type);
    const evidence = evidenceOf(kinds, type);
    const here = evidence === undefined ? 0 : resources.filter(isPartOfRun).length;
    const shown = evidence === undefined || here === 0 ? 'validated only' : evidence;
    return { type, shown, resources: resources.length, here };
  });
}

function evidenceOf(kinds: readonly Kind[], type: string): Evidence | undefined {
  const kind = kinds.find(({ resources }) => resources[type] !== undefined);
  return kind?.evidenceOf?.[type] ?? kind?.evidence;
}
