import type { EnvironmentConfig } from '../../lib/config/environment';
import { PlatformStage } from '../../lib/platform-stage';
import type { EnvironmentTemplates } from '../../local/assembly/environment-templates';
import { loadAssembly, selectEnvironment } from '../../local/assembly/load-assembly';
import { TemplateResolver } from '../../local/assembly/template-resolver';
import type { PlatformModel } from '../../local/model/platform';
import { readPlatform } from '../../local/model/read-platform';
import { testApp } from './test-app';

/** Templates of an environment with their model, as a run reads them. */
export function readSynthesized(config: EnvironmentConfig): {
  readonly templates: EnvironmentTemplates;
  readonly model: PlatformModel;
} {
  const app = testApp();
  new PlatformStage(app, config);
  const templates = selectEnvironment(loadAssembly(app.synth().directory), config.name);
  // Nothing is bundled here, and nobody starts it.
  for (const asset of templates.stacks.flatMap(({ assets }) => assets)) Object.assign(asset, { packaging: 'file' });
  const resolver = new TemplateResolver(templates, { attribute: () => 'bound', secretString: () => '{}' });
  return { templates, model: readPlatform(templates, resolver, undefined) };
}
