import * as athena from 'aws-cdk-lib/aws-athena';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type AthenaWorkgroup, grantRun, workgroupArn } from './athena-workgroup';
import type { StatementPlace } from './serving-policies';

export interface RefreshWorkgroupProps {
  /** Whose limit and results it has. */
  readonly workgroup: AthenaWorkgroup;
  /** Unique in the account and region. */
  readonly workgroupName: string;
}

/**
 * Where functions write tables: Athena refuses to write one where a statement says, if the workgroup enforces a location of its
 * own. Whoever runs statements here can write only where its role may.
 */
export class RefreshWorkgroup extends Construct implements StatementPlace {
  readonly workgroupName: string;
  readonly workgroupArn: string;
  readonly results: s3.IBucket;
  readonly resultsPrefix: string;
  readonly resource: athena.CfnWorkGroup;

  constructor(scope: Construct, id: string, props: RefreshWorkgroupProps) {
    super(scope, id);
    const { workgroup, workgroupName } = props;
    this.resource = new athena.CfnWorkGroup(this, 'Resource', {
      name: workgroupName,
      recursiveDeleteOption: true,
      workGroupConfiguration: { ...workgroup.configuration, enforceWorkGroupConfiguration: false },
    });
    this.resource.node.addDependency(workgroup.resource);
    this.workgroupName = workgroupName;
    this.workgroupArn = workgroupArn(this, workgroupName);
    this.results = workgroup.results;
    this.resultsPrefix = workgroup.resultsPrefix;
  }

  /** Lets the grantee run statements in it, which need rights of their own to what they read and write. */
  grantRun(grantee: iam.IGrantable): void {
    grantRun(this, grantee);
  }
}
