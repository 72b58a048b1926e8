import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { roleName } from '../../access/read-roles';
import { type Resource, resourceId } from '../../assembly/environment-templates';
import { requireReference } from '../../assembly/follow-reference';
import type { TemplateResolver } from '../../assembly/template-resolver';
import { LocalRunError } from '../../local-run-error';
import { awsClientConfig } from '../../servers/aws-client-config';
import type { AwsServer, LocalServer } from '../../servers/local-server';
import type { Session } from '../../session/session';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { StateKey } from '../kind-states';
import { TARGETS } from '../load-balancing/listener';
import { REGISTRY_IMAGE, REGISTRY_VERSION, startRegistry } from './start-registry';

const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

const SERVERS = new StateKey(() => new Map<string, LocalServer>());

/** What a task definition says of a container, as far as it means something here. */
interface Container {
  readonly image: string;
  readonly environment: readonly { readonly Name: string; readonly Value: string }[];
  readonly secrets: readonly { readonly Name: string; readonly ValueFrom: string }[];
}

/** One task of a service, however many are asked for. */
export const serviceVerbs: ResourceVerbs = {
  create: (resource, context) => startTask(resource, context),
  update: {
    properties: ['TaskDefinition'],
    run: async (change, context) => {
      await stopTask(afterOf(change), context);
      await startTask(afterOf(change), context);
    },
  },
  remove: (resource, context) => stopTask(resource, context),
  note: 'one task runs, however many are asked for',
};

async function startTask(resource: Resource, { next, platform, setPlatform }: UpdateContext): Promise<void> {
  const server = await next.steps.run('start the schema registry', () => start(resource, platform().aws, next));
  next.states.of(SERVERS).set(resourceId(resource), server);
  for (const group of targetGroups(resource, next)) next.states.of(TARGETS).set(resourceId(group), server);
  setPlatform({ others: [...platform().others, server] });
}

async function stopTask(resource: Resource, { next, platform, setPlatform }: UpdateContext): Promise<void> {
  const servers = next.states.of(SERVERS);
  const server = servers.get(resourceId(resource));
  if (server === undefined) return;
  await server.process.stop();
  servers.delete(resourceId(resource));
  setPlatform({ others: platform().others.filter((other) => other !== server) });
}

async function start(resource: Resource, aws: AwsServer, session: Session): Promise<LocalServer> {
  const { templates, resolver, supervisor, runtime, paths, pickPort } = session;
  const { TaskDefinition } = resource.properties;
  const definition = requireReference(templates, resource, 'TaskDefinition', TaskDefinition, TASK_DEFINITION);
  const container = containerOf(definition, resolver);
  const { image } = container;
  if (!image.endsWith(`${REGISTRY_IMAGE}:${REGISTRY_VERSION}`)) {
    throw new LocalRunError(
      `a container must be of ${REGISTRY_IMAGE}:${REGISTRY_VERSION} to be run here, got: ${image} of ${resourceId(definition)}`,
    );
  }
  return startRegistry(
    supervisor,
    runtime,
    {
      name: resource.stack.stackName,
      environment: {
        ...Object.fromEntries(container.environment.map(({ Name, Value }) => [Name, Value])),
        ...(await secretsOf(container, definition, aws, session)),
      },
      directory: join(paths.data, `registry-${resource.stack.stackName}`),
    },
    pickPort,
  );
}

function containerOf(definition: Resource, resolver: TemplateResolver): Container {
  const at = 'ContainerDefinitions.0';
  return {
    image: resolver.text(definition, `${at}.Image`),
    environment: (resolver.property(definition, `${at}.Environment`) ?? []) as Container['environment'],
    secrets: (resolver.property(definition, `${at}.Secrets`) ?? []) as Container['secrets'],
  };
}

/** As its execution role, which is who asks for them in ECS. */
async function secretsOf(
  { secrets }: Container,
  definition: Resource,
  aws: AwsServer,
  { templates, resolver, access }: Session,
): Promise<Record<string, string>> {
  const { ExecutionRoleArn } = definition.properties;
  const role = requireReference(templates, definition, 'ExecutionRoleArn', ExecutionRoleArn, 'AWS::IAM::Role');
  const client = new SecretsManagerClient({
    ...awsClientConfig(aws.endpoint, definition.stack.region),
    credentials: { ...access.keyOf(roleName(role, resolver)) },
  });
  const values: Record<string, string> = {};
  for (const { Name, ValueFrom } of secrets) {
    const [, arn, field] = /^(.+?:secret:[^:]+):([^:]+)::$/.exec(ValueFrom) ?? [];
    if (arn === undefined || field === undefined) {
      throw new LocalRunError(`\`ValueFrom\` of ${Name} must be a field of a secret, got: ${ValueFrom}`);
    }
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    values[Name] = String((JSON.parse(SecretString ?? '{}') as Record<string, unknown>)[field]);
  }
  return values;
}

function targetGroups(resource: Resource, { templates }: Session): Resource[] {
  const balancers = (resource.properties.LoadBalancers ?? []) as readonly { readonly TargetGroupArn: unknown }[];
  return balancers.map(({ TargetGroupArn }) =>
    requireReference(templates, resource, 'LoadBalancers.TargetGroupArn', TargetGroupArn, TARGET_GROUP),
  );
}
