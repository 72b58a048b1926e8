import { WrongArgumentError } from '../../local/local-run-error';

/** As much of an environment as a name can be looked up in. */
export interface NamedEnvironment {
  readonly name: string;
  readonly pipelines: Readonly<Record<string, unknown>>;
}

/** @throws WrongArgumentError naming what there is */
export function requireKnownNames(
  environments: readonly NamedEnvironment[],
  name: string,
  pipeline: string | undefined,
): void {
  const environment = environments.find((candidate) => candidate.name === name);
  if (environment === undefined) {
    const known = environments.map((candidate) => candidate.name).join(', ');
    throw new WrongArgumentError(`\`--environment\` must be one of ${known}, got: ${name}`);
  }
  const pipelines = Object.keys(environment.pipelines).sort();
  if (pipeline !== undefined && !pipelines.includes(pipeline)) {
    throw new WrongArgumentError(`\`--pipeline\` must be one of ${pipelines.join(', ')} in ${name}, got: ${pipeline}`);
  }
}
