import { Duration, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CatalogDatabase } from '../../lib/lake/catalog-database';
import { ParquetTable } from '../../lib/lake/parquet-table';
import { TablesBucket } from '../../lib/lake/tables-bucket';
import { Alarms } from '../../lib/observability/alarms';
import { RefreshAlarm } from '../../lib/observability/refresh-alarm';
import { AthenaWorkgroup } from '../../lib/serving/athena-workgroup';
import { LatestViews } from '../../lib/serving/latest-views';
import type { RefinedConfig } from '../../lib/serving/refined-problems';
import { RefinedTable } from '../../lib/serving/refined-table';
import { RefreshWorkgroup } from '../../lib/serving/refresh-workgroup';
import { type RoleAccess, readRoles } from '../../local/access/read-roles';
import { type Resource, resourcesOfType } from '../../local/assembly/environment-templates';
import { TemplateResolver } from '../../local/assembly/template-resolver';
import { customResourceProperties } from '../../local/kinds/lambda/run-custom-resource';
import { DESTROY } from './data-policy';
import { FILM, FILM_TYPES } from './film-changes';
import { environmentOf, type RawTemplate } from './local-templates';
import { testStack } from './test-app';

export const EVERY: RefinedConfig = { partitionedBy: 'rating', every: Duration.hours(1) };

/** A raw table with its view and its refined table, and all that they need. */
export function refinedTemplate(config: RefinedConfig = EVERY): Template {
  const stack = testStack();
  const group = { retention: logs.RetentionDays.ONE_WEEK, removalPolicy: DESTROY.removalPolicy };
  const table = new ParquetTable(stack, 'Film', {
    dataset: FILM,
    database: new CatalogDatabase(stack, 'Database', { databaseName: 'pagila_kafka_connect' }),
    namePrefix: 'pagila',
    bucket: s3.Bucket.fromBucketName(stack, 'Archive', 'archive'),
    prefix: 'topics',
    types: FILM_TYPES,
  });
  const workgroup = new AthenaWorkgroup(stack, 'Athena', {
    workgroupName: 'people',
    bytesScannedCutoff: Size.gibibytes(1),
    resultRetention: Duration.days(7),
    dataPolicy: DESTROY,
  });
  const views = new LatestViews(stack, 'Views', { workgroup, tables: [table], logs: group });
  const refined = new RefinedTable(stack, 'Refined', {
    ...config,
    workgroup: new RefreshWorkgroup(stack, 'Refresh', { workgroup, workgroupName: 'people-refresh' }),
    table,
    views,
    tables: new TablesBucket(stack, 'Tables', { dataPolicy: DESTROY }),
    logs: group,
  });
  new RefreshAlarm(stack, 'Alarm', {
    refined,
    every: config.every,
    alarms: new Alarms(stack, 'Alarms'),
    namePrefix: 'tributary-test',
  });
  return Template.fromStack(stack);
}

/** The same as a deployment would have it. */
export interface DeployedFilm {
  readonly roles: readonly RoleAccess[];
  /** Names of the roles that make the view, and the refined table. */
  readonly maker: string;
  readonly refresher: string;
  readonly viewProperties: Readonly<Record<string, unknown>>;
  /** What the schedule hands over. */
  readonly refreshInput: string;
}

export function deployedFilm(): DeployedFilm {
  const templates = environmentOf({ Test: refinedTemplate().toJSON() as RawTemplate });
  const resolver = new TemplateResolver(templates, { attribute: boundTo, secretString: () => '{}' });
  const [view] = resourcesOfType(templates, 'Custom::AthenaView');
  const [schedule] = resourcesOfType(templates, 'AWS::Scheduler::Schedule');
  if (view === undefined || schedule === undefined) throw new Error('the template must have a view and a schedule');
  const roles = readRoles(templates, resolver);
  const named = (beginning: string): string => roles.find(({ name }) => name.startsWith(beginning))?.name ?? '';
  return {
    roles,
    maker: named('Test-ViewsHandler'),
    refresher: named('Test-RefinedHandler'),
    viewProperties: customResourceProperties(view, resolver),
    refreshInput: resolver.text(schedule, 'Target.Input'),
  };
}

function boundTo({ type, logicalId, properties }: Resource, attribute: string): string {
  if (type === 'AWS::Glue::Database') return (properties.DatabaseInput as { readonly Name: string }).Name;
  const name = logicalId.startsWith('Tables') ? 'tables' : logicalId.startsWith('AthenaResults') ? 'results' : 'other';
  return type === 'AWS::S3::Bucket' && attribute === 'Arn' ? `arn:aws:s3:::${name}` : name;
}
