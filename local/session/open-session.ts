import { join } from 'node:path';

import { openAccess } from '../access/open-access';
import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { TemplateResolver } from '../assembly/template-resolver';
import { bindingsOf } from '../kinds/kind';
import { KindStates } from '../kinds/kind-states';
import { pickFreePort } from '../processes/start-on-free-port';
import { createAuthority } from '../servers/create-certificates';
import { createTrustStore } from '../servers/create-trust-store';
import { AppliedOverrides } from './applied-overrides';
import { BoundValues } from './bound-values';
import { LocalValues } from './local-values';
import type { Session } from './session';

/** What every step of a run shares, before anything runs. */
export async function openSession(
  templates: EnvironmentTemplates,
  outer: Pick<Session, 'runtime' | 'paths' | 'supervisor' | 'steps' | 'dataFolder' | 'kinds'>,
): Promise<{ readonly session: Session; readonly bound: BoundValues }> {
  const { runtime, paths, supervisor, kinds } = outer;
  const local = new LocalValues();
  const bound = new BoundValues(local, bindingsOf(kinds));
  const resolver = new TemplateResolver(templates, bound);
  const certificates = join(paths.data, 'tls');
  const authority = await createAuthority(certificates);
  let trustStore: Promise<string> | undefined;
  const session: Session = {
    ...outer,
    states: new KindStates(),
    templates,
    local,
    resolver,
    authority,
    pickPort: pickFreePort,
    overrides: new AppliedOverrides(
      { databaseCaFile: authority.caFile },
      kinds.flatMap((kind) => kind.overrides ?? []),
    ),
    access: openAccess(templates, resolver, join(paths.data, 'access')),
    trustStore: () => {
      trustStore ??= createTrustStore(supervisor, runtime.java, authority.caFile, join(certificates, 'trust.store'));
      return trustStore;
    },
  };
  return { session, bound };
}
