import type { EnvironmentTemplates } from '../../local/assembly/environment-templates';
import { TemplateResolver } from '../../local/assembly/template-resolver';
import { bindingsOf, type Kind } from '../../local/kinds/kind';
import { KindStates } from '../../local/kinds/kind-states';
import type { Selection } from '../../local/model/select-flow';
import { BoundValues } from '../../local/session/bound-values';
import { LocalValues } from '../../local/session/local-values';
import type { Session } from '../../local/session/session';
import { RunningEnvironment } from '../../local/update/running-environment';

/** An environment of which nothing runs yet, with nothing of a session but what its kinds know. */
export function emptyEnvironment(
  templates: EnvironmentTemplates,
  kinds: readonly Kind[],
  selection?: Selection,
): RunningEnvironment {
  const local = new LocalValues();
  const bound = new BoundValues(local, bindingsOf(kinds));
  const session = {
    templates,
    kinds,
    local,
    states: new KindStates(),
    resolver: new TemplateResolver(templates, bound),
  };
  return RunningEnvironment.empty(session as unknown as Session, bound, selection);
}
