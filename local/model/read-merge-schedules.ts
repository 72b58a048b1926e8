import { roleName } from '../access/read-roles';
import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import type { WarehouseTableModel } from './platform';

const SCHEDULE = 'AWS::Scheduler::Schedule';
/** What calls an action of the Data API by the clock. */
const TARGET = /:aws-sdk:redshiftdata:(executeStatement|batchExecuteStatement)$/;

/** What a schedule has the Data API do. */
export interface MergeSchedule {
  readonly resource: Resource;
  readonly action: 'executeStatement' | 'batchExecuteStatement';
  /** Parameters of the action. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Name of the role that it is called as. */
  readonly role: string;
}

/** Whether a schedule has statements run in a warehouse, and calls no function. */
export function isOfWarehouse({ properties }: Resource): boolean {
  const { Arn: arn } = properties.Target as { readonly Arn: unknown };
  return JSON.stringify(arn).includes(':aws-sdk:redshiftdata:');
}

/** The schedule that merges a table; undefined where nothing does, as in a pipeline that is suspended. */
export function readMergeSchedule(
  templates: EnvironmentTemplates,
  resolver: TemplateResolver,
  { resource: { stack }, schema, table }: WarehouseTableModel,
): MergeSchedule | undefined {
  const call = `CALL "${schema}"."${table}__merge"(`;
  for (const resource of resourcesOfType(templates, SCHEDULE)) {
    if (resource.stack.stackName !== stack.stackName || !isOfWarehouse(resource)) continue;
    const input = JSON.parse(resolver.text(resource, 'Target.Input')) as Readonly<Record<string, unknown>>;
    const { Sql, Sqls = [Sql] } = input as { readonly Sql?: string; readonly Sqls?: readonly string[] };
    if (!Sqls.some((sql) => sql?.startsWith(call))) continue;
    const { RoleArn } = resource.properties.Target as { readonly RoleArn: unknown };
    const [, action] = TARGET.exec(resolver.text(resource, 'Target.Arn')) ?? [];
    const role = requireReference(templates, resource, 'Target.RoleArn', RoleArn, 'AWS::IAM::Role');
    return {
      resource,
      action: action === 'batchExecuteStatement' ? action : 'executeStatement',
      input,
      role: roleName(role, resolver),
    };
  }
  return undefined;
}
