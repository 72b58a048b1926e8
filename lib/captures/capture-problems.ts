import type { EnvironmentConfig } from '../config/environment';
import { captureKind } from './kinds';

/** Every rule that the captures of an environment break, as `property rule, got: value` sentences. */
export function captureProblems(config: EnvironmentConfig): string[] {
  const captures = Object.entries(config.captures);
  return [
    ...captures.flatMap(([key, capture]) => captureKind(capture).problems(key, capture, config)),
    ...captures
      .map(([key, capture]) => `${key}-${captureKind(capture).connectorSuffix}`)
      .filter((name) => Object.hasOwn(config.pipelines, name))
      .map((name) => `\`pipelines\` must have names that no connector of a capture has, got: ${name}`),
  ];
}
