import { isRegistry } from '../ecs/start-registry';
import type { Kind } from '../kind';
import { LISTENER, listenerVerbs, RULE, ruleVerbs } from './listener';

/** Load balancers: each listener is an HTTP server of the run itself. */
export const loadBalancing: Kind = {
  name: 'load-balancing',
  evidence: 'stood in for',
  resources: {
    'AWS::ElasticLoadBalancingV2::LoadBalancer': { note: 'its listeners are what answers' },
    'AWS::ElasticLoadBalancingV2::TargetGroup': { note: 'the service that registers with it is what answers' },
    [LISTENER]: listenerVerbs,
    [RULE]: ruleVerbs,
  },
  bindings: {
    'AWS::ElasticLoadBalancingV2::LoadBalancer.DNSName': (resource, local) => local.address(resource),
  },
  standIns: ({ platform: { others } }) =>
    others.some(isRegistry)
      ? [
          {
            deployed: 'an Application Load Balancer',
            local: 'an HTTP server per listener, in the run itself; no health checks',
          },
        ]
      : [],
};
