import { unpackText } from '../../core/packed-text';
import type { AthenaAddress } from './athena-session';

/** Type of the custom resource. */
export const ATHENA_VIEW = 'Custom::AthenaView';

/** What a custom resource asks for. */
export interface ViewRequest {
  readonly address: AthenaAddress;
  readonly view: string;
  /** The statement that makes it, or puts it in the place of the one that is there. */
  readonly sql: string;
}

/** The properties of a custom resource. */
export function toProperties({ address, view, sql }: ViewRequest): Record<string, string> {
  return { WorkgroupName: address.workgroupName, Database: address.database, View: view, Statement: sql };
}

/** @throws Error where a property is missing */
export function parseRequest(properties: Readonly<Record<string, unknown>>): ViewRequest {
  const text = (name: string): string => {
    const value = properties[name];
    if (typeof value !== 'string' || value === '') {
      throw new Error(`\`${name}\` must be a text, got: ${JSON.stringify(value)}`);
    }
    return value;
  };
  return {
    address: { workgroupName: text('WorkgroupName'), database: text('Database') },
    view: text('View'),
    sql: unpackText(text('Statement')),
  };
}

/** Another id is another view: CloudFormation then has the one of before deleted. */
export function physicalId({ address, view }: ViewRequest): string {
  return `${address.database}.${view}`;
}
