import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  resourcesOfType,
} from '../../assembly/environment-templates';
import { followReference, requireReference } from '../../assembly/follow-reference';
import { LocalRunError } from '../../local-run-error';
import { LOOPBACK } from '../../processes/start-on-free-port';
import type { Session } from '../../session/session';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { StateKey } from '../kind-states';
import { type Action, type OpenListener, openListener } from './balance';

export const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
export const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
/** By which its load balancer's name alone is reached. */
const PORTS_WITHOUT_SAYING = [80];
const METHOD_FIELD = 'http-request-method';

/** What answers for a target group, by the id of its resource. */
export const TARGETS = new StateKey(() => new Map<string, { readonly host: string; readonly port: number }>());

interface Rule {
  readonly methods: readonly string[];
  readonly action: Action;
}

interface Listening {
  readonly open: OpenListener;
  readonly port: number;
  rules: readonly Rule[];
  otherwise: Action;
}

const LISTENERS = new StateKey(() => new Map<string, Listening>());

/** An address of its own, whatever its port is. */
export const listenerVerbs: ResourceVerbs = {
  create: async (resource, { next }) => {
    const { templates, resolver, states, local } = next;
    if (resolver.text(resource, 'Protocol') !== 'HTTP') {
      throw new LocalRunError(
        `a listener must be of HTTP to be run here, for nobody here has the certificate of another, got: ${resolver.text(resource, 'Protocol')} of ${resourceId(resource)}`,
      );
    }
    const listeners = states.of(LISTENERS);
    const listening: Omit<Listening, 'open'> = {
      port: Number(resolver.text(resource, 'Port')),
      ...rulesOf(resource, next),
    };
    const open = await openListener({
      actionOf: (method) => {
        const { rules, otherwise } = listeners.get(resourceId(resource)) ?? listening;
        return rules.find(({ methods }) => methods.includes(method))?.action ?? otherwise;
      },
      targetOf: (targetGroup) => states.of(TARGETS).get(targetGroup),
    });
    listeners.set(resourceId(resource), { ...listening, open });
    if (PORTS_WITHOUT_SAYING.includes(listening.port)) {
      const { LoadBalancerArn } = resource.properties;
      const balancer = requireReference(templates, resource, 'LoadBalancerArn', LoadBalancerArn, LOAD_BALANCER);
      local.setAddress(balancer, `${LOOPBACK}:${open.port}`);
    }
  },
  update: { properties: ['DefaultActions'], run: async (change, { next }) => setRules(afterOf(change), next) },
  remove: async (resource, { before }) => {
    const listeners = before.states.of(LISTENERS);
    listeners.get(resourceId(resource))?.open.close();
    listeners.delete(resourceId(resource));
  },
};

/** A rule is a part of its listener. */
export const ruleVerbs: ResourceVerbs = {
  create: async (resource, context) => setRulesOfListener(resource, context.next),
  update: {
    properties: ['Actions', 'Conditions', 'Priority'],
    run: async (change, context) => setRulesOfListener(afterOf(change), context.next),
  },
  remove: async (resource, context) => setRulesOfListener(resource, context.next),
};

/** Port of the run at which a listener with this port in the template is reached; undefined where none is. */
export function listenerPort({ next: { states } }: Pick<UpdateContext, 'next'>, port: number): number | undefined {
  return [...states.of(LISTENERS).values()].find((listening) => listening.port === port)?.open.port;
}

function setRulesOfListener(rule: Resource, session: Session): void {
  const listener = followReference(session.templates, rule.stack, rule.properties.ListenerArn);
  if (listener !== undefined) setRules(listener, session);
}

function setRules(listener: Resource, session: Session): void {
  const listening = session.states.of(LISTENERS).get(resourceId(listener));
  if (listening !== undefined) Object.assign(listening, rulesOf(listener, session));
}

function rulesOf(listener: Resource, { templates, resolver }: Session): Pick<Listening, 'rules' | 'otherwise'> {
  const rules = resourcesOfType(templates, RULE)
    .filter((rule) => isOf(templates, rule, listener))
    .map((rule) => ({
      priority: Number(resolver.text(rule, 'Priority')),
      methods: methodsOf(rule),
      action: actionOf(templates, rule, rule.properties.Actions),
    }))
    .sort((one, other) => one.priority - other.priority);
  return { rules, otherwise: actionOf(templates, listener, listener.properties.DefaultActions) };
}

function isOf(templates: EnvironmentTemplates, rule: Resource, listener: Resource): boolean {
  const found = followReference(templates, rule.stack, rule.properties.ListenerArn);
  return found !== undefined && resourceId(found) === resourceId(listener);
}

function methodsOf(rule: Resource): readonly string[] {
  const conditions = rule.properties.Conditions as readonly Condition[];
  const unknown = conditions.find(({ Field }) => Field !== METHOD_FIELD);
  if (unknown !== undefined || conditions.length !== 1) {
    throw new LocalRunError(
      `\`Conditions\` of ${resourceId(rule)} must be one of ${METHOD_FIELD}, which is what is known here, got: ${JSON.stringify(conditions)}`,
    );
  }
  return conditions[0]?.HttpRequestMethodConfig?.Values ?? [];
}

interface Condition {
  readonly Field: string;
  readonly HttpRequestMethodConfig?: { readonly Values: readonly string[] };
}

function actionOf(templates: EnvironmentTemplates, resource: Resource, actions: unknown): Action {
  const [action] = actions as readonly {
    readonly Type: string;
    readonly TargetGroupArn?: unknown;
    readonly FixedResponseConfig?: {
      readonly StatusCode: string;
      readonly ContentType: string;
      readonly MessageBody: string;
    };
  }[];
  const fixed = action?.FixedResponseConfig;
  if (action?.Type === 'fixed-response' && fixed !== undefined) {
    const { StatusCode, ContentType: contentType, MessageBody: body } = fixed;
    return { kind: 'answer', status: Number(StatusCode), contentType, body };
  }
  if (action?.Type === 'forward') {
    const group = requireReference(templates, resource, 'TargetGroupArn', action.TargetGroupArn, TARGET_GROUP);
    return { kind: 'forward', targetGroup: resourceId(group) };
  }
  throw new LocalRunError(
    `actions of ${resourceId(resource)} must be to forward or to answer, which is what is known here, got: ${action?.Type}`,
  );
}
