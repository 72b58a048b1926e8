import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

import { type Resource, resourceId } from '../../assembly/environment-templates';
import { followReference, requireReference } from '../../assembly/follow-reference';
import type { TemplateResolver } from '../../assembly/template-resolver';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { generatedSecretName } from '../physical-name';
import { type GenerateSecretString, generateSecretString } from './generate-secret-string';

const SECRET = 'AWS::SecretsManager::Secret';

/** Secrets with a value of their own. */
export const secretVerbs: ResourceVerbs = {
  create: async (resource, { next: { resolver, local }, platform }) => {
    const [name, value] = [secretName(resource, resolver), secretValue(resource, resolver)];
    const client = new SecretsManagerClient(platform().awsClient);
    const created = await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
    local.addSecret(resource, { name, arn: created.ARN ?? '', value });
  },
  update: {
    properties: ['GenerateSecretString', 'SecretString'],
    // A new value, as deployed: whoever was given the old one keeps it until it asks again.
    run: (change, context) => putValue(afterOf(change), secretValue(afterOf(change), context.next.resolver), context),
  },
  remove: async (resource, { before, platform }) => {
    const name = secretName(resource, before.resolver);
    const client = new SecretsManagerClient(platform().awsClient);
    await client.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }));
    if (before.local.secret(resource).name === name) before.local.forget(resource);
  },
};

/** Adds to a secret what clients of the database need: engine, host and port. */
export const secretAttachmentVerbs: ResourceVerbs = {
  create: async (resource, context) => {
    const { templates, local } = context.next;
    const { SecretId, TargetId } = resource.properties;
    const target = followReference(templates, resource.stack, TargetId);
    const database = context
      .platform()
      .databases.find(({ model }) => target !== undefined && resourceId(model.resource) === resourceId(target));
    // Of a part of the environment that does not run.
    if (database === undefined) return;
    const secret = requireReference(templates, resource, 'SecretId', SecretId, SECRET);
    const { host, port } = database.server;
    const engine = database.model.engine === 'postgres' ? 'postgres' : 'mysql';
    const value = { ...(JSON.parse(local.secret(secret).value) as object), engine, host, port };
    await putValue(secret, JSON.stringify(value), context);
  },
};

async function putValue(resource: Resource, value: string, { next, platform }: UpdateContext): Promise<void> {
  const secret = next.local.secret(resource);
  const client = new SecretsManagerClient(platform().awsClient);
  await client.send(new PutSecretValueCommand({ SecretId: secret.arn, SecretString: value }));
  next.local.addSecret(resource, { ...secret, value });
}

function secretName(resource: Resource, resolver: TemplateResolver): string {
  return String(resolver.property(resource, 'Name') ?? generatedSecretName(resource));
}

/** The fixed value of a secret, or a new one that is made as its template says. */
function secretValue(resource: Resource, resolver: TemplateResolver): string {
  const fixed = resolver.property(resource, 'SecretString');
  if (fixed !== undefined) return String(fixed);
  const request = resolver.property(resource, 'GenerateSecretString') as GenerateSecretString | undefined;
  return generateSecretString(request ?? {});
}
