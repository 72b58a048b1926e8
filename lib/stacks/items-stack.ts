import type { Construct } from 'constructs';
import { type ItemTable, ItemTables } from '../keyvalue/item-tables';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface ItemsStackProps extends ProtectedStackProps {
  readonly tables: readonly ItemTable[];
}

/** Tables that a pipeline writes items to. They are there whatever becomes of what runs. */
export class ItemsStack extends ProtectedStack {
  readonly items: ItemTables;

  constructor(scope: Construct, id: string, props: ItemsStackProps) {
    super(scope, id, props);
    this.items = new ItemTables(this, 'Items', {
      tables: props.tables,
      dataPolicy: props.dataPolicy,
      encryptionKey: this.encryptionKey,
    });
  }
}
