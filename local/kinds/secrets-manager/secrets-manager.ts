import type { Kind } from '../kind';
import { secretAttachmentVerbs, secretVerbs } from './secret';

export const secretsManager: Kind = {
  name: 'secrets-manager',
  evidence: 'stood in for',
  resources: {
    'AWS::SecretsManager::Secret': secretVerbs,
    'AWS::SecretsManager::SecretTargetAttachment': secretAttachmentVerbs,
    'AWS::SSM::Parameter': { note: 'read where it is referred to' },
  },
  bindings: {
    'AWS::SecretsManager::Secret.Ref': (resource, local) => local.secret(resource).arn,
  },
};
