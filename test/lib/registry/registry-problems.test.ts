import type { EnvironmentConfig, MadeDatabase } from '../../../lib/config/environment';
import type { RegistryConfig } from '../../../lib/config/registry';
import { registryProblems } from '../../../lib/registry/registry-problems';
import { SMALL } from '../../fixtures/environments';
import { environment } from '../../support/platform';

const DEV = environment('dev');
const REGISTRY = DEV.registry as RegistryConfig;

function withRegistry(changes: Partial<RegistryConfig>, config: EnvironmentConfig = DEV): EnvironmentConfig {
  return { ...config, registry: { ...REGISTRY, ...changes } };
}

const CERTIFICATE = {
  arn: 'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
  hostname: 'registry.example.com',
};

test('that of dev is sound, and none is as well', () => {
  expect(registryProblems(DEV)).toEqual([]);
  expect(registryProblems(SMALL)).toEqual([]);
});

test('with a way out the image may come from elsewhere, and retained data asks for a certificate', () => {
  const { mirrorRepository: _, ...elsewhere } = REGISTRY;
  const network = { ...DEV.network, natGateways: 1 } as EnvironmentConfig['network'];
  expect(registryProblems({ ...DEV, network, registry: elsewhere })).toEqual([]);
  const retaining = withRegistry({ certificate: CERTIFICATE }, { ...DEV, dataProtection: 'retain' });
  expect(registryProblems(retaining)).toEqual([]);
});

test.each<[string, EnvironmentConfig, string]>([
  [
    'a database that there is not',
    withRegistry({ database: 'films' }),
    '`registry.database` must be one of salesdb, support, pagila, got: films',
  ],
  [
    'a database of another make',
    withRegistry({ database: 'salesdb' }),
    '`registry.database` must be a PostgreSQL that the app makes, got: salesdb, made mysql',
  ],
  [
    'a database that has its name',
    {
      ...DEV,
      databases: {
        ...DEV.databases,
        pagila: { ...(DEV.databases.pagila as MadeDatabase), database: 'apicurio-registry' },
      },
    },
    "`databases.pagila.database` must be another than the registry's own there, got: apicurio-registry",
  ],
  ['no task', withRegistry({ tasks: 0 }), '`registry.tasks` must be 1 to 10, got: 0'],
  ['half a task', withRegistry({ tasks: 1.5 }), '`registry.tasks` must be 1 to 10, got: 1.5'],
  [
    'a rule that Avro has not',
    withRegistry({ compatibility: 'SOME' as never }),
    '`registry.compatibility` must be one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE, got: SOME',
  ],
  [
    'a repository of somewhere',
    withRegistry({ mirrorRepository: 'quay.io/Apicurio' }),
    '`registry.mirrorRepository` must be the name of a repository of ECR, such as apicurio/apicurio-registry, got: quay.io/Apicurio',
  ],
  [
    'no repository without a way out',
    withRegistry({ mirrorRepository: undefined as never }),
    '`registry.mirrorRepository` must name a repository of the account where `network.natGateways` is 0, for images of others cannot be reached then, got: none',
  ],
  [
    'no certificate where data is retained',
    { ...DEV, dataProtection: 'retain' },
    '`registry.certificate` must be given where data is retained, got: none',
  ],
  [
    'a certificate of IAM',
    withRegistry({ certificate: { ...CERTIFICATE, arn: 'arn:aws:iam::123456789012:server-certificate/c' } }),
    '`registry.certificate.arn` must be that of a certificate of ACM, got: arn:aws:iam::123456789012:server-certificate/c',
  ],
  [
    'a name without a domain',
    withRegistry({ certificate: { ...CERTIFICATE, hostname: 'registry' } }),
    '`registry.certificate.hostname` must be a name of DNS in lower case, got: registry',
  ],
])('%s is refused', (_name, config, problem) => {
  expect(registryProblems(config)).toEqual([problem]);
});
