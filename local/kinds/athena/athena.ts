import { ATHENA_ENGINE } from '../../model/read-work-group';
import type { Kind } from '../kind';
import { queryVerbs } from './query';
import { TRINO_VERSION } from './start-trino';
import { workGroupVerbs } from './work-group';

export const athena: Kind = {
  name: 'athena',
  evidence: 'stood in for',
  resources: {
    'AWS::Athena::WorkGroup': workGroupVerbs,
    'AWS::Athena::NamedQuery': queryVerbs,
  },
  standIns: ({ platform: { queryEngine } }) =>
    queryEngine === undefined
      ? []
      : [
          {
            deployed: `Amazon ${ATHENA_ENGINE}, results in S3`,
            local: `${queryEngine.kind}, results to the caller only`,
          },
        ],
  versions: () => ({ trino: TRINO_VERSION }),
};
