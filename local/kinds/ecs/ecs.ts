import { SERVICE } from '../../model/read-services';
import type { Kind } from '../kind';
import { serviceVerbs } from './service';
import { isRegistry, REGISTRY_VERSION } from './start-registry';

/** Containers of ECS: the schema registry. */
export const ecs: Kind = {
  name: 'ecs',
  evidence: 'exercised',
  evidenceOf: { 'AWS::ECS::Cluster': 'stood in for' },
  resources: {
    'AWS::ECS::Cluster': { note: 'its services are what runs' },
    'AWS::ECS::TaskDefinition': { note: 'its service runs what it says' },
    [SERVICE]: serviceVerbs,
  },
  standIns: ({ platform: { others } }) =>
    others.filter(isRegistry).map(({ kind }) => ({
      deployed: 'Amazon ECS on Fargate, with the image of Apicurio',
      local: `${kind}, of which the image is made, with the environment of the task definition`,
    })),
  versions: () => ({ registry: REGISTRY_VERSION }),
};
