import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { Code, type CodeConfig } from '@aws-cdk/aws-glue-alpha';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { BuiltAsset, DEFAULT_CACHE_DIRECTORY } from '../assets/built-asset';
import type { BuiltFileProps } from '../assets/built-file';
import { mavenPackage } from '../assets/maven-package';
import { type SourceFile, sourceFile, sourceFiles } from '../assets/source-files';
import { fail } from '../core/fail';
import { assetReadStatement } from './job-policies';

const ROOT = path.join(__dirname, '..', '..');
const NAME = 'log-store';
const MODULE = `glue-scripts/${NAME}`;
/** Its parent, and what the rules there need. */
const PARENT = 'connectors/plugins';
const SHARED_FOLDERS: readonly string[] = ['assembly', 'checksums', 'licences'];

/**
 * The jar by which several writers of a Delta table in S3 never overwrite each other's commits, for a job's `--extra-jars`.
 * Built by Maven, and kept by the hash of its sources, as the plugins' archives are.
 */
export class LogStoreJar extends Code {
  private asset: BuiltAsset | undefined;

  bind(scope: Construct, grantable: iam.IGrantable): CodeConfig {
    this.asset ??= new BuiltAsset(scope, 'LogStore', {
      ...logStoreJar(ROOT, DEFAULT_CACHE_DIRECTORY),
      directory: path.join(ROOT, MODULE),
    });
    grantable.grantPrincipal.addToPrincipalPolicy(assetReadStatement(this.asset));
    return { s3Location: { bucketName: this.asset.s3BucketName, objectKey: this.asset.s3ObjectKey } };
  }
}

/**
 * What the jar is built from, and how.
 *
 * @param root folder that holds the module and its parent at their places
 * @param cacheDirectory folder of what is built already
 * @throws Error where the module is not there
 */
export function logStoreJar(root: string, cacheDirectory: string): BuiltFileProps {
  return {
    name: `${NAME}.jar`,
    sources: logStoreSources(root),
    cacheDirectory,
    build(workspace) {
      mavenPackage(path.join(workspace, MODULE), '.');
      return path.join(MODULE, 'target', `${NAME}.jar`);
    },
  };
}

function logStoreSources(root: string): SourceFile[] {
  if (!existsSync(path.join(root, MODULE, 'pom.xml'))) {
    fail(NAME, `\`root\` must hold ${MODULE}/pom.xml, got: ${root}`);
  }
  const shared = SHARED_FOLDERS.flatMap((folder) => sourceFiles(root, `${PARENT}/${folder}`));
  return [sourceFile(root, `${PARENT}/pom.xml`), ...shared, ...sourceFiles(root, MODULE)];
}
