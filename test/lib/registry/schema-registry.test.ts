import { Match, Template } from 'aws-cdk-lib/assertions';

import type { EnvironmentConfig } from '../../../lib/config/environment';
import { PlatformStage } from '../../../lib/platform-stage';
import { REGISTRY_IMAGE, REGISTRY_VERSION } from '../../../lib/registry/schema-registry';
import { SCHEMA_RULES } from '../../../lib/registry/schema-rules';
import * as local from '../../../local/kinds/ecs/start-registry';
import { SCHEMA_RULES as LOCAL_RULES } from '../../../local/model/schema-rules';
import { environment } from '../../support/platform';
import { testApp } from '../../support/test-app';

const DEV = environment('dev');

function stack(id: string, changes: Partial<EnvironmentConfig> = {}): Template {
  const stage = new PlatformStage(testApp(), { ...DEV, ...changes });
  return Template.fromStack(stage.node.findChild(id) as never);
}

const registry = stack('Registry');

test('it is the image, the version and the resource that the local run has', () => {
  expect([REGISTRY_IMAGE, REGISTRY_VERSION]).toEqual([local.REGISTRY_IMAGE, local.REGISTRY_VERSION]);
  expect(SCHEMA_RULES).toBe(LOCAL_RULES);
});

test('its password is a secret, its pool leaves room for others, and a deployment that fails is rolled back', () => {
  registry.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      Match.objectLike({
        Environment: Match.arrayWith([
          { Name: 'APICURIO_STORAGE_KIND', Value: 'sql' },
          { Name: 'APICURIO_DATASOURCE_JDBC_MAX_SIZE', Value: '10' },
          { Name: 'APICURIO_RULES_GLOBAL_COMPATIBILITY', Value: 'BACKWARD' },
        ]),
        Secrets: [Match.objectLike({ Name: 'APICURIO_DATASOURCE_PASSWORD' })],
      }),
    ],
  });
  registry.hasResourceProperties('AWS::ECS::Service', {
    DesiredCount: 1,
    DeploymentConfiguration: Match.objectLike({ DeploymentCircuitBreaker: { Enable: true, Rollback: true } }),
    NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'DISABLED' }) },
  });
  registry.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
    HealthCheckPath: '/health/ready',
    HealthCheckPort: '9000',
  });
});

test('it is private: one listener takes all there is, the other one questions only', () => {
  registry.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
  registry.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 8081,
    DefaultActions: [Match.objectLike({ Type: 'fixed-response' })],
  });
  registry.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
    Conditions: [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET', 'HEAD'] } }],
  });
  for (const { Properties } of Object.values(registry.findResources('AWS::EC2::SecurityGroup'))) {
    expect(Properties.SecurityGroupIngress).toBeUndefined();
  }
});

test('only connectors, and who sets their rules, get in where schemas are taken; people where they are told', () => {
  const ports = (template: Template): number[] =>
    Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(
      ({ Properties }) => Properties.FromPort,
    );
  expect(ports(stack('Capture-pagila-avro')).filter((port) => port === 80)).toHaveLength(2);
  expect(ports(stack('Pipeline-pagila-parquet'))).toContain(80);
  expect(ports(stack('Operator'))).toContain(8081);
  expect(ports(stack('Operator'))).not.toContain(80);
  expect(ports(stack('Capture-pagila'))).not.toContain(80);
});

test('with a certificate it is reached by the name that that is of, through TLS', () => {
  const certificate = {
    arn: 'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
    hostname: 'registry.example.com',
  };
  const secured = stack('Registry', { registry: { ...(DEV.registry as never as object), certificate } as never });
  secured.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 443,
    Protocol: 'HTTPS',
    Certificates: [{ CertificateArn: certificate.arn }],
    SslPolicy: Match.stringLikeRegexp('TLS13'),
  });
  secured.hasOutput('Url', { Value: 'https://registry.example.com/apis/registry/v2' });
});

test('its database has an owner of its own, and the bootstrap makes both', () => {
  stack('Database-pagila').hasResourceProperties('Custom::DatabaseBootstrap', {
    OwnedDatabase: 'apicurio-registry',
    OwnerSecretArn: Match.anyValue(),
  });
  const other = stack('Database-salesdb').findResources('Custom::DatabaseBootstrap');
  expect(Object.values(other)[0]?.Properties.OwnedDatabase).toBeUndefined();
});

test('a network without a way out has one to the image', () => {
  const names = Object.values(stack('Network').findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) =>
    JSON.stringify(Properties.ServiceName),
  );
  for (const service of ['ecr.api', 'ecr.dkr', 'logs']) expect(names.join()).toContain(service);
  const { registry: _, ...without } = DEV;
  const { 'pagila-avro': __, ...captures } = DEV.captures;
  const { 'pagila-parquet': ___, ...pipelines } = DEV.pipelines;
  const { 'pagila-parquet': ____, ...queriedTables } = DEV.serving.athena.queriedTables;
  const stage = new PlatformStage(testApp(), {
    ...without,
    captures,
    pipelines,
    serving: { athena: { ...DEV.serving.athena, queriedTables } },
  });
  expect(JSON.stringify(Template.fromStack(stage.node.findChild('Network') as never).toJSON())).not.toContain('ecr.');
  expect(stage.node.tryFindChild('Registry')).toBeUndefined();
});
