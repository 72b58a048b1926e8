import { DeleteSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { readSecrets } from '../../model/read-secrets';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs } from '../kind';
import { completeAttachedSecrets } from './complete-attached-secrets';
import { createSecrets, secretName, secretValue } from './create-secrets';

export const secretVerbs: ResourceVerbs = {
  create: (resource, { next, platform }) =>
    createSecrets([{ resource, attachedTo: undefined }], next.resolver, next.local, platform().awsClient),
  update: {
    properties: ['GenerateSecretString', 'SecretString'],
    // A new value, as deployed: whoever was given the old one keeps it until it asks again.
    run: async (change, { next, platform }) => {
      const resource = afterOf(change);
      const secret = next.local.secret(resource);
      const value = secretValue(resource, next.resolver);
      const client = new SecretsManagerClient(platform().awsClient);
      await client.send(new PutSecretValueCommand({ SecretId: secret.arn, SecretString: value }));
      next.local.addSecret(resource, { ...secret, value });
    },
  },
  remove: async (resource, { before, platform }) => {
    const name = secretName(resource, before.resolver);
    const client = new SecretsManagerClient(platform().awsClient);
    await client.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }));
    if (before.local.secret(resource).name === name) before.local.forget(resource);
  },
};

/** Adds to a secret what clients of the database need. */
export const secretAttachmentVerbs: ResourceVerbs = {
  create: async (resource, { next, platform }) => {
    const secrets = readSecrets(next.templates).filter(({ attachment }) => attachment === resource);
    const databases = platform().databases.map(({ model }) => model);
    await completeAttachedSecrets(secrets, databases, next.local, platform().awsClient);
  },
};
