import type { EnvironmentTemplates, Resource, StackTemplate } from '../assembly/environment-templates';
import { applyTemplates } from './apply-templates';
import { partOfRun } from './part-of-run';
import type { RunningEnvironment } from './running-environment';

const CONNECTOR = 'AWS::KafkaConnect::Connector';

/**
 * Two updates: the first deletes connectors, as one does whose configuration suspends them, the second makes them again.
 *
 * @param names of the connectors
 * @param meanwhile is done while they are not there
 * @throws UpdateRefusedError, UpdateFailedError
 */
export async function recreateConnectors(
  running: RunningEnvironment,
  names: readonly string[],
  meanwhile: () => Promise<void>,
): Promise<void> {
  const whole = running.session().templates;
  const isPartOfRun = partOfRun(running, whole);
  const update = (next: EnvironmentTemplates): Promise<void> => applyTemplates(running, next, isPartOfRun);
  const { resolver } = running.session();
  const isOne = (resource: Resource): boolean =>
    resource.type === CONNECTOR && names.includes(resolver.text(resource, 'ConnectorName'));
  await update(without(whole, isOne));
  await meanwhile();
  await update(whole);
}

function without(templates: EnvironmentTemplates, isGone: (resource: Resource) => boolean): EnvironmentTemplates {
  return { ...templates, stacks: templates.stacks.map((stack) => stackWithout(stack, isGone)) };
}

/** Outputs that lead to what is gone go with it. */
function stackWithout(stack: StackTemplate, isGone: (resource: Resource) => boolean): StackTemplate {
  const gone = [...stack.resources].filter(([, resource]) => isGone(resource)).map(([id]) => id);
  if (gone.length === 0) return stack;
  const outputs = Object.entries(stack.outputs).filter(
    ([, { Value }]) => !gone.some((id) => JSON.stringify(Value).includes(`"${id}"`)),
  );
  return {
    ...stack,
    resources: new Map([...stack.resources].filter(([id]) => !gone.includes(id))),
    outputs: Object.fromEntries(outputs),
  };
}
