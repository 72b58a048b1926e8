import { differsAt } from './differing-paths';
import schemas from './provider-schemas.json';
import type { ProviderSchema } from './read-provider-schemas';

/** What CloudFormation does with a resource type when a template changes. Paths as in {@link ProviderSchema}. */
export interface UpdateBehaviour {
  /** Another value at one of these replaces the resource. */
  readonly replacedBy: readonly string[];
  /** Another value at one of these may replace it: its service decides, and no template says how. */
  readonly perhapsReplacedBy: readonly string[];
  /** Who says so, as the end of a sentence that begins with «by». */
  readonly source: string;
}

/** Where a schema is not the last word. */
interface Exception {
  readonly replacedBy?: readonly string[];
  /** Taken from what the schema calls create-only, or conditionally so. */
  readonly inPlace?: readonly string[];
  /** Page of AWS that says so. */
  readonly page: string;
  readonly reason: string;
}

/** Each is tested to contradict its schema: one that the schemas catch up with has to go. */
export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'AWS::Glue::Database': {
    replacedBy: ['CatalogId'],
    page: 'aws-resource-glue-database of the CloudFormation reference',
    reason: 'UpdateDatabase finds the database by its catalog, so it cannot move one to another',
  },
  'AWS::RDS::DBInstance': {
    inPlace: [
      'AutoMinorVersionUpgrade',
      'BackupRetentionPeriod',
      'DBParameterGroupName',
      'MultiAZ',
      'PreferredMaintenanceWindow',
    ],
    page: 'API_ModifyDBInstance of the RDS API reference',
    reason: 'ModifyDBInstance takes any value of them, with an interruption at most',
  },
};

/** A custom resource has no schema: its handler decides by the physical id that it answers. */
const CUSTOM_RESOURCE: UpdateBehaviour = {
  replacedBy: [],
  perhapsReplacedBy: [],
  source: 'aws-resource-cloudformation-customresource of the CloudFormation reference',
};

/** What is there already is in no template: a stack announces it, and another address is another database. */
const EXISTING_DATABASE: UpdateBehaviour = {
  replacedBy: ['Hostname', 'Port'],
  perhapsReplacedBy: [],
  source: 'the announcement of its stack',
};

/** @returns undefined for a type that the file of schemas lacks: its changes are taken to be in place, and plans say so */
export function updateBehaviour(type: string): UpdateBehaviour | undefined {
  if (type.startsWith('Custom::')) return CUSTOM_RESOURCE;
  if (type === 'Tributary::ExistingDatabase') return EXISTING_DATABASE;
  const schema = (schemas as Readonly<Record<string, ProviderSchema>>)[type];
  if (schema === undefined) return undefined;
  const { createOnly = [], conditionalCreateOnly = [] } = schema;
  const { replacedBy = [], inPlace = [], page } = EXCEPTIONS[type] ?? {};
  const others = (paths: readonly string[]): string[] => paths.filter((path) => !inPlace.includes(path));
  return {
    replacedBy: [...others(createOnly), ...replacedBy],
    perhapsReplacedBy: others(conditionalCreateOnly),
    source: page ?? "the schema of CloudFormation's provider",
  };
}

/**
 * Which paths of a list lie in a property and have another value.
 *
 * @param paths as in {@link ProviderSchema}
 * @returns dotted, e.g. `TableInput.Name`
 */
export function changedAmong(paths: readonly string[], property: string, before: unknown, after: unknown): string[] {
  return paths
    .map((path) => path.split('/'))
    .filter(([first, ...below]) => first === property && differsAt(before, after, below))
    .map((parts) => parts.join('.'));
}
