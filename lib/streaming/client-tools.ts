import * as path from 'node:path';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

export function clientTools(scope: Construct, id: string): Asset {
  return new Asset(scope, id, { path: path.join(__dirname, '..', 'core') });
}
