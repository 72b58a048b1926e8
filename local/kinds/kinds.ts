import { account } from './account/account';
import { athena } from './athena/athena';
import { dynamodb } from './dynamodb/dynamodb';
import { ecs } from './ecs/ecs';
import { glue } from './glue/glue';
import { iam } from './iam/iam';
import type { Kind } from './kind';
import { lambda } from './lambda/lambda';
import { loadBalancing } from './load-balancing/load-balancing';
import { msk } from './msk/msk';
import { mskConnect } from './msk-connect/msk-connect';
import { rds } from './rds/rds';
import { redshift } from './redshift/redshift';
import { s3 } from './s3/s3';
import { secretsManager } from './secrets-manager/secrets-manager';

/** Everything that something stands for here, in the order in which reports tell of it. */
export const KINDS: readonly Kind[] = [
  rds,
  msk,
  mskConnect,
  account,
  iam,
  s3,
  dynamodb,
  secretsManager,
  loadBalancing,
  ecs,
  glue,
  athena,
  redshift,
  lambda,
];
