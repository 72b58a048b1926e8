import { LocalRunError } from '../local-run-error';
import type { RunningConnector, RunningPlatform } from '../session/running-platform';
import type { RunningEnvironment } from './running-environment';

/** What runs, with connectors that stay the same to whoever holds them, also once they were made anew under their names. */
export function followedPlatform(running: RunningEnvironment): RunningPlatform {
  const connectors = running.platform.connectors.map(({ model }) => new FollowedConnector(running, model.name));
  // What does not run must not be looked at, and a spread would.
  return Object.defineProperties({} as RunningPlatform, {
    ...Object.getOwnPropertyDescriptors(running.platform),
    connectors: { value: connectors, enumerable: true },
  });
}

class FollowedConnector implements RunningConnector {
  constructor(
    private readonly running: RunningEnvironment,
    private readonly name: string,
  ) {}

  get model(): RunningConnector['model'] {
    return this.now.model;
  }

  get worker(): RunningConnector['worker'] {
    return this.now.worker;
  }

  get config(): RunningConnector['config'] {
    return this.now.config;
  }

  private get now(): RunningConnector {
    const found = this.running.platform.connectors.find(({ model }) => model.name === this.name);
    if (found === undefined) throw new LocalRunError(`connector ${this.name} is not there`);
    return found;
  }
}
