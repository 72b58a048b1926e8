import { Code, type CodeConfig } from '@aws-cdk/aws-glue-alpha';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { assetReadStatement } from './job-policies';

/** What Python leaves behind beside its sources. */
const NOT_SOURCES = ['**/__pycache__', '**/*.pyc', '**/*.egg-info'];

/**
 * A script, or a folder of packages as a ZIP. The Glue module's own code takes no folder, and lets a job read whatever the
 * account ever uploaded.
 */
export class JobCode extends Code {
  private asset: assets.Asset | undefined;

  /** @param path absolute path of a file, or of a folder whose content becomes a ZIP */
  constructor(
    private readonly id: string,
    private readonly path: string,
  ) {
    super();
  }

  bind(scope: Construct, grantable: iam.IGrantable): CodeConfig {
    this.asset ??= new assets.Asset(scope, this.id, { path: this.path, exclude: NOT_SOURCES });
    grantable.grantPrincipal.addToPrincipalPolicy(assetReadStatement(this.asset));
    return { s3Location: { bucketName: this.asset.s3BucketName, objectKey: this.asset.s3ObjectKey } };
  }
}
