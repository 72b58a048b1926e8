import { type EnvironmentReview, reviewApps } from '../../local/review/review';
import type { SynthesizedApp, Template } from '../../local/review/synthesized-app';
import { environmentOf, type RawTemplate } from './local-templates';

/** Stacks by name, as a test writes them. */
export type RawStacks = Record<string, RawTemplate>;

/** An app as it would be read from an assembly, from environments by name. */
export function appOf(environments: Record<string, RawStacks>): SynthesizedApp {
  return {
    environments: new Map(Object.entries(environments).map(([name, stacks]) => [name, environmentOf(stacks, name)])),
    templates: new Map(
      Object.values(environments).flatMap((stacks) => Object.entries(stacks) as unknown as [string, Template][]),
    ),
  };
}

/** Review of one environment of which one stack changes. */
export function reviewStack(before: RawTemplate['Resources'], after: RawTemplate['Resources']): string[] {
  return spell(
    reviewApps(appOf({ dev: { S: { Resources: before } } }), appOf({ dev: { S: { Resources: after } } })).environments,
  );
}

/** `<section>: <severity> <text>`, details below with an indent. */
export function spell(environments: readonly EnvironmentReview[]): string[] {
  return environments.flatMap(({ sections }) =>
    sections.flatMap(({ title, findings }) =>
      findings.flatMap(({ severity, text, details }) => [
        `${title}: ${severity} ${text}`,
        ...details.map((detail) => `  ${detail}`),
      ]),
    ),
  );
}
