import { runCheck } from '../../local/kinds/lambda/run-check';
import { runCustomResource } from '../../local/kinds/lambda/run-custom-resource';
import type { CheckModel, CustomResourceModel, MergesModel } from '../../local/model/platform';
import { readCustomResource } from '../../local/model/read-custom-resource';
import type { RunningPlatform } from '../../local/session/running-platform';
import type { Session } from '../../local/session/session';
import type { Situation } from './rounds';

/** A database is prepared once more, as when its bootstrap has changed. */
export function bootstrapSituations(
  model: CustomResourceModel,
  session: Session,
  { aws }: RunningPlatform,
): Situation[] {
  const inputs = { ...session, aws, directory: session.paths.data };
  return [{ name: 'a deployment', happen: () => runCustomResource(model, { type: 'Create' }, inputs) }];
}

export function checkSituations(model: CheckModel, session: Session, { aws }: RunningPlatform): Situation[] {
  return [{ name: 'a check', happen: () => runCheck(model, { ...session, aws, directory: session.paths.data }) }];
}

/** A table of a warehouse is made once more, as when its definition has changed. */
export function tablesSituations({ resource }: MergesModel, session: Session, { aws }: RunningPlatform): Situation[] {
  const model = readCustomResource(session.templates, resource, session.resolver);
  const inputs = { ...session, aws, directory: session.paths.data };
  return [{ name: 'a deployment', happen: () => runCustomResource(model, { type: 'Create' }, inputs) }];
}
