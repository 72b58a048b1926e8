import { type EnvironmentTemplates, resourcesOfType } from '../assembly/environment-templates';
import { followReference } from '../assembly/follow-reference';
import type { SecretModel } from './platform';

export function readSecrets(templates: EnvironmentTemplates): SecretModel[] {
  const attachments = resourcesOfType(templates, 'AWS::SecretsManager::SecretTargetAttachment');
  return resourcesOfType(templates, 'AWS::SecretsManager::Secret').map((resource) => {
    const attachment = attachments.find(
      (candidate) => followReference(templates, candidate.stack, candidate.properties.SecretId) === resource,
    );
    const attachedTo = attachment && followReference(templates, attachment.stack, attachment.properties.TargetId);
    return { resource, attachment, attachedTo };
  });
}
