import { type EnvironmentTemplates, resourcesOfType } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { CustomResourceModel } from './platform';
import { readCustomResource } from './read-custom-resource';

/** The database bootstraps. */
export function readBootstraps(templates: EnvironmentTemplates, resolver: TemplateResolver): CustomResourceModel[] {
  return resourcesOfType(templates, 'Custom::DatabaseBootstrap').map((resource) =>
    readCustomResource(templates, resource, resolver),
  );
}
