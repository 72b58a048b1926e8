import type { EnvironmentConfig } from '../config/environment';
import { oneOf } from '../config/one-of';
import { COMPATIBILITIES, type RegistryCertificate } from '../config/registry';
import { DATABASE_OF_REGISTRY } from './registry-database';

const MOST_TASKS = 10;
/** Of ECR. */
const REPOSITORY = /^(?=.{2,256}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;
const CERTIFICATE_ARN = /^arn:[^:]+:acm:[^:]+:\d{12}:certificate\/[^/]+$/;
const HOSTNAME = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** Every rule that an environment's registry breaks, as `property rule, got: value` sentences. */
export function registryProblems(config: EnvironmentConfig): string[] {
  const { registry } = config;
  if (registry === undefined) {
    return [];
  }
  return [
    ...oneOf('registry.database', [registry.database], Object.keys(config.databases)),
    ...databaseProblems(registry.database, config),
    ...oneOf('registry.compatibility', [registry.compatibility], COMPATIBILITIES),
    ...(Number.isInteger(registry.tasks) && registry.tasks >= 1 && registry.tasks <= MOST_TASKS
      ? []
      : [`\`registry.tasks\` must be 1 to ${MOST_TASKS}, got: ${registry.tasks}`]),
    ...mirrorProblems(registry.mirrorRepository, config),
    ...(registry.certificate === undefined
      ? config.dataProtection === 'retain'
        ? ['`registry.certificate` must be given where data is retained, got: none']
        : []
      : certificateProblems(registry.certificate)),
  ];
}

function databaseProblems(key: string, { databases }: EnvironmentConfig): string[] {
  const database = databases[key];
  if (database === undefined) {
    return [];
  }
  if (database.engine !== 'postgres' || database.kind !== 'made') {
    return [
      `\`registry.database\` must be a PostgreSQL that the app makes, got: ${key}, ${database.kind} ${database.engine}`,
    ];
  }
  return database.database === DATABASE_OF_REGISTRY.name
    ? [`\`databases.${key}.database\` must be another than the registry's own there, got: ${database.database}`]
    : [];
}

function mirrorProblems(mirror: string | undefined, { network }: EnvironmentConfig): string[] {
  if (mirror === undefined) {
    return network.kind === 'made' && network.natGateways === 0
      ? [
          '`registry.mirrorRepository` must name a repository of the account where `network.natGateways` is 0, for images of others cannot be reached then, got: none',
        ]
      : [];
  }
  return REPOSITORY.test(mirror)
    ? []
    : [
        `\`registry.mirrorRepository\` must be the name of a repository of ECR, such as apicurio/apicurio-registry, got: ${mirror}`,
      ];
}

function certificateProblems({ arn, hostname }: RegistryCertificate): string[] {
  return [
    ...(CERTIFICATE_ARN.test(arn)
      ? []
      : [`\`registry.certificate.arn\` must be that of a certificate of ACM, got: ${arn}`]),
    ...(HOSTNAME.test(hostname)
      ? []
      : [`\`registry.certificate.hostname\` must be a name of DNS in lower case, got: ${hostname}`]),
  ];
}
