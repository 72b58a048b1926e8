import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { topicPatterns } from '../../connectors/fragments/topic-patterns';
import { EXPIRY_ATTRIBUTE, itemTableName } from '../../connectors/sinks/dynamodb';
import type { DataPolicy } from '../config/data-policy';
import type { KeyType } from './item-key';
import { itemKeyStatement, itemWriteStatement } from './item-policies';

/** A table that holds the newest rows of one topic. */
export interface ItemTable {
  readonly topic: string;
  /** What its name is made by of the topic's, as `itemTableName` does. */
  readonly nameFormat: string;
  readonly hash: KeyAttribute;
  readonly sort: KeyAttribute | undefined;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface ItemTablesProps {
  readonly tables: readonly ItemTable[];
  readonly dataPolicy: DataPolicy;
  /**
   * Key of the items.
   *
   * @default - a key that AWS holds
   */
  readonly encryptionKey?: kms.IKey;
}

/** Name of a table, unique in an account and region. */
export function nameOf({ nameFormat, topic }: ItemTable): string {
  return itemTableName(nameFormat, topic);
}

/** Tables of DynamoDB: paid by use, restorable to any second of five weeks, and rid of items whose time has come. */
export class ItemTables extends Construct {
  private readonly tables: readonly ItemTable[];
  private readonly encryptionKey: kms.IKey | undefined;

  constructor(scope: Construct, id: string, props: ItemTablesProps) {
    super(scope, id);
    const { tables, dataPolicy, encryptionKey } = props;
    this.tables = tables;
    this.encryptionKey = encryptionKey;
    for (const table of tables) {
      new dynamodb.Table(this, table.topic, {
        tableName: nameOf(table),
        partitionKey: attribute(table.hash),
        sortKey: table.sort === undefined ? undefined : attribute(table.sort),
        billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        timeToLiveAttribute: EXPIRY_ATTRIBUTE,
        encryption: encryptionKey === undefined ? undefined : dynamodb.TableEncryption.CUSTOMER_MANAGED,
        encryptionKey,
        deletionProtection: dataPolicy.protected,
        removalPolicy: dataPolicy.removalPolicy,
      });
    }
  }

  /** Lets the grantee write items, and remove some only if `deletes` says so. */
  grantWrite(grantee: iam.IGrantable, deletes: boolean): void {
    const formats = [...new Set(this.tables.map(({ nameFormat }) => nameFormat))];
    const arns = formats.flatMap((nameFormat) => {
      const topics = this.tables.filter((table) => table.nameFormat === nameFormat).map(({ topic }) => topic);
      // Wildcard: hundreds of tables named one by one fit into no policy.
      return topicPatterns(topics).map((topic) =>
        Stack.of(this).formatArn({
          service: 'dynamodb',
          resource: 'table',
          resourceName: itemTableName(nameFormat, topic),
        }),
      );
    });
    grantee.grantPrincipal.addToPrincipalPolicy(itemWriteStatement(arns, deletes));
    if (this.encryptionKey !== undefined) {
      grantee.grantPrincipal.addToPrincipalPolicy(itemKeyStatement(this.encryptionKey.keyArn, Stack.of(this).region));
    }
  }
}

function attribute({ name, type }: KeyAttribute): dynamodb.Attribute {
  return { name, type: type === 'N' ? dynamodb.AttributeType.NUMBER : dynamodb.AttributeType.STRING };
}
