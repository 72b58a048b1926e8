import { WAREHOUSE_TABLE } from '../../model/read-merges';
import {
  MERGE_AGAIN_CLAIM,
  proveMergeAgain,
  proveWarehouse,
  WAREHOUSE_CLAIM,
} from '../../proofs/warehouse/prove-warehouse';
import { WarehouseProver } from '../../proofs/warehouse/warehouse-prover';
import { POSTGRES_VERSION } from '../../servers/start-postgres';
import type { Kind } from '../kind';
import { schemaVerbs, tableVerbs } from './table';
import { namespaceVerbs, workgroupArn, workgroupVerbs } from './workgroup';

/** Redshift: its Data API, and what statements make of topics. */
export const redshift: Kind = {
  name: 'redshift',
  evidence: 'stood in for',
  evidenceOf: { 'Custom::WarehouseSchema': 'exercised', 'Custom::WarehouseTable': 'exercised' },
  resources: {
    'AWS::RedshiftServerless::Namespace': namespaceVerbs,
    'AWS::RedshiftServerless::Workgroup': workgroupVerbs,
    'Custom::WarehouseSchema': schemaVerbs,
    [WAREHOUSE_TABLE]: tableVerbs,
  },
  bindings: {
    'AWS::RedshiftServerless::Workgroup.Workgroup.WorkgroupArn': (resource) => workgroupArn(resource),
  },
  targets: ({ platform, logs }) =>
    platform.merges.map((part) => {
      const warehouse = new WarehouseProver(part, logs);
      return {
        part,
        warehouse,
        id: 'warehouse',
        claim: WAREHOUSE_CLAIM,
        prove: (subject) => proveWarehouse(warehouse, subject),
        rerun: { claim: MERGE_AGAIN_CLAIM, prove: (subject) => proveMergeAgain(warehouse, subject) },
      };
    }),
  standIns: ({ platform }) =>
    platform.merges.length === 0
      ? []
      : [
          {
            deployed: 'Amazon Redshift Serverless, its Data API and the schedules of merges',
            local: `PostgreSQL ${POSTGRES_VERSION}, after rewrites that stand in a list; merges when a proof asks for one; records of a stream partly twice`,
          },
        ],
  versions: () => ({ postgres: POSTGRES_VERSION }),
};
