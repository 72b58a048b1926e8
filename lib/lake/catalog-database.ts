import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { fail } from '../core/fail';

/** What Athena takes without quotes. */
const DATABASE_NAME = /^[a-z][a-z0-9_]{0,127}$/;

export interface CatalogDatabaseProps {
  /** A lower-case letter followed by up to 127 lower-case letters, digits or `_`. */
  readonly databaseName: string;
  /** @default - none */
  readonly description?: string;
  /**
   * What becomes of it with its stack.
   *
   * @default - it is deleted, with its entries
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A database of the Data Catalog: a name for tables, without data of its own. */
export class CatalogDatabase extends Construct {
  readonly databaseName: string;
  readonly catalogId: string;

  /** @throws Error where the name is none that Athena takes */
  constructor(scope: Construct, id: string, props: CatalogDatabaseProps) {
    super(scope, id);
    if (!DATABASE_NAME.test(props.databaseName)) {
      fail(
        this,
        `\`databaseName\` must be a lower-case letter followed by up to 127 lower-case letters, digits or _, got: ${props.databaseName}`,
      );
    }
    this.catalogId = Stack.of(this).account;
    const database = new glue.CfnDatabase(this, 'Resource', {
      catalogId: this.catalogId,
      databaseInput: { name: props.databaseName, description: props.description },
    });
    if (props.removalPolicy !== undefined) {
      database.applyRemovalPolicy(props.removalPolicy);
    }
    this.databaseName = database.ref;
  }
}
