import { unpackText } from '../../core/packed-text';
import type { WarehouseSchema, WarehouseTable } from '../warehouse-table';

/** Types of the custom resources. */
export const WAREHOUSE_SCHEMA = 'Custom::WarehouseSchema';
export const WAREHOUSE_TABLE = 'Custom::WarehouseTable';

/** Where statements are run, and as whom. */
export interface WarehouseAddress {
  readonly workgroupName: string;
  readonly database: string;
  readonly secretArn: string;
}

/** What a custom resource asks for. */
export type WarehouseRequest = { readonly address: WarehouseAddress } & (
  | { readonly kind: 'schema'; readonly schema: WarehouseSchema }
  | { readonly kind: 'table'; readonly table: WarehouseTable }
);

/** The properties of a custom resource. */
export function toProperties(address: WarehouseAddress, definition: string): Record<string, string> {
  return {
    WorkgroupName: address.workgroupName,
    Database: address.database,
    SecretArn: address.secretArn,
    Definition: definition,
  };
}

/** @throws Error where a property is missing, or the type is none of those that there are */
export function parseRequest(type: string, properties: Readonly<Record<string, unknown>>): WarehouseRequest {
  const text = (name: string): string => {
    const value = properties[name];
    if (typeof value !== 'string' || value === '') {
      throw new Error(`\`${name}\` must be a text, got: ${JSON.stringify(value)}`);
    }
    return value;
  };
  const address = { workgroupName: text('WorkgroupName'), database: text('Database'), secretArn: text('SecretArn') };
  const definition: unknown = JSON.parse(unpackText(text('Definition')));
  switch (type) {
    case WAREHOUSE_SCHEMA:
      return { kind: 'schema', address, schema: definition as WarehouseSchema };
    case WAREHOUSE_TABLE:
      return { kind: 'table', address, table: definition as WarehouseTable };
    default:
      throw new Error(`\`ResourceType\` must be ${WAREHOUSE_SCHEMA} or ${WAREHOUSE_TABLE}, got: ${type}`);
  }
}

/** Another id is another resource: CloudFormation then has what it was before deleted, which keeps its data. */
export function physicalId(request: WarehouseRequest): string {
  const { workgroupName, database } = request.address;
  const object = request.kind === 'schema' ? request.schema.schema : `${request.table.schema}.${request.table.table}`;
  return `${workgroupName}/${database}/${object}`;
}
