import { roleName } from '../access/read-roles';
import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { followReference, requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError } from './model-errors';
import { unpackedText } from './packed-text';
import type { MergeRoles, MergesModel, WarehouseTableModel } from './platform';
import { readCustomResource } from './read-custom-resource';
import { isOfWarehouse } from './read-merge-schedules';
import { PIPELINE_TAG, tagOf } from './tag-of';

export const WAREHOUSE_TABLE = 'Custom::WarehouseTable';

/**
 * The tables of a warehouse, by the pipeline that keeps them.
 *
 * @throws ModelError for one of no pipeline
 */
export function readMerges(templates: EnvironmentTemplates, resolver: TemplateResolver): MergesModel[] {
  const pipelines = new Map<string, WarehouseTableModel[]>();
  for (const resource of resourcesOfType(templates, WAREHOUSE_TABLE)) {
    const pipeline = pipelineOf(resource);
    pipelines.set(pipeline, [...(pipelines.get(pipeline) ?? []), readTable(resource, resolver)]);
  }
  return [...pipelines].flatMap(([pipeline, tables]) => {
    const [first] = tables;
    const topics = tables.map(({ topic }) => topic);
    if (first === undefined) return [];
    const { resource } = first;
    const roles = readRoles(templates, resource, resolver);
    return [{ resource, name: pipeline, pipeline, topics, tables, roles }];
  });
}

/** A table as its definition has it. */
export function readTable(resource: Resource, resolver: TemplateResolver): WarehouseTableModel {
  const definition = JSON.parse(unpackedText(resolver.text(resource, 'Definition')));
  return { ...definition, resource };
}

/** Custom resources have no tags: their stack's are those of what else is in it. */
function pipelineOf(resource: Resource): string {
  const tags = [...resource.stack.resources.values()].flatMap((other) => tagOf(other, PIPELINE_TAG) ?? []);
  const [pipeline] = tags;
  if (pipeline === undefined) throw new ModelError(resource, `must be in a stack with the tag ${PIPELINE_TAG}`);
  return pipeline;
}

function readRoles(templates: EnvironmentTemplates, table: Resource, resolver: TemplateResolver): MergeRoles {
  const schedule = resourcesOfType(templates, 'AWS::Scheduler::Schedule').find(
    (each) => each.stack.stackName === table.stack.stackName && isOfWarehouse(each),
  );
  const { RoleArn } = (schedule?.properties.Target ?? {}) as { readonly RoleArn?: unknown };
  const [namespace] = resourcesOfType(templates, 'AWS::RedshiftServerless::Namespace');
  const [readerArn] = (namespace?.properties.IamRoles ?? []) as readonly unknown[];
  const reader = namespace && followReference(templates, namespace.stack, readerArn);
  return {
    maker: readCustomResource(templates, table, resolver).role,
    merger:
      schedule &&
      roleName(requireReference(templates, schedule, 'Target.RoleArn', RoleArn, 'AWS::IAM::Role'), resolver),
    reader: reader && roleName(reader, resolver),
  };
}
