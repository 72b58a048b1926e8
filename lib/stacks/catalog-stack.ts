import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Dataset } from '../../connectors/dataset';
import type { LakeStack } from './lake-stack';

export interface CatalogStackProps extends StackProps {
  readonly lake: LakeStack;
  /** Of one group. */
  readonly deltaTables: readonly Dataset[];
}

/** Catalog entries of tables that are too many for the lake's own stack. */
export class CatalogStack extends Stack {
  constructor(scope: Construct, id: string, props: CatalogStackProps) {
    super(scope, id, props);
    props.lake.catalog.addTables(this, props.deltaTables);
    this.addStackDependency(props.lake);
  }
}
