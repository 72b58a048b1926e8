import { dirname, join } from 'node:path';

import type { BrokerAccess } from '../../access/broker-access';
import { LOCAL_ACCOUNT } from '../../assembly/environment-templates';
import type { RuntimePaths } from '../../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../../processes/start-on-free-port';
import type { Supervisor } from '../../processes/supervisor';
import { waitUntilReady } from '../../processes/wait-until-ready';
import { ADMINISTRATOR } from '../../servers/aws-client-config';
import type { AwsServer } from '../../servers/local-server';
import { requireAnswer } from '../../servers/send-request';

const READY_SECONDS = 60;

const MOTO_IAM = join(__dirname, '..', '..', 'moto-iam', 'src');

/**
 * Starts the stand-in for S3, DynamoDB, Secrets Manager and the rest of AWS that has one: one moto server.
 *
 * @param access by which it decides who may do what; without it, everybody may do everything
 */
export function startAws(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  pickPort: PortPicker,
  access?: Pick<BrokerAccess, 'policyFile' | 'usageFile'>,
): Promise<AwsServer> {
  const workgroupFile = access && join(dirname(access.policyFile), 'redshift-workgroups.json');
  const athenaWorkgroupFile = access && join(dirname(access.policyFile), 'athena-workgroups.json');
  return startOnFreePorts(1, pickPort, async ([port = 0]) => {
    const process = supervisor.start({
      name: 'aws',
      command: runtime.python,
      args: ['-m', access === undefined ? 'moto.server' : 'moto_iam', '-H', LOOPBACK, '-p', String(port)],
      env: {
        PATH: '/usr/bin:/bin',
        MOTO_ACCOUNT_ID: LOCAL_ACCOUNT,
        // Its bytecode would otherwise be compiled anew where the installation is read-only.
        PYTHONUNBUFFERED: '1',
        ...(access === undefined || workgroupFile === undefined || athenaWorkgroupFile === undefined
          ? {}
          : {
              PYTHONPATH: MOTO_IAM,
              PYTHONDONTWRITEBYTECODE: '1',
              IAM_POLICIES: access.policyFile,
              IAM_USAGE: access.usageFile,
              IAM_ADMINISTRATOR: ADMINISTRATOR.accessKeyId,
              REDSHIFT_WORKGROUPS: workgroupFile,
              ATHENA_WORKGROUPS: athenaWorkgroupFile,
            }),
      },
    });
    const endpoint = `http://${LOOPBACK}:${port}`;
    const answer = (): Promise<void> => requireAnswer(`${endpoint}/moto-api/data.json`);
    await waitUntilReady(process, answer, READY_SECONDS);
    const { accessKeyId: user, secretAccessKey: password } = ADMINISTRATOR;
    const memory = 'all objects, items, secrets and the catalog';
    return {
      name: 'aws',
      kind: 'moto',
      host: LOOPBACK,
      port,
      user,
      password,
      endpoint,
      workgroupFile,
      athenaWorkgroupFile,
      process,
      answer,
      memory,
    };
  });
}
