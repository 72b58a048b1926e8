/** Where groups and their rules are asked for; converters ask an older interface of the same server. */
const API_PATH = '/apis/registry/v3';
const RULE = 'COMPATIBILITY';
/** Of one question. */
const TIMEOUT_MILLISECONDS = 10_000;
/** A registry that is replaced, or has just been made, does not answer for a while. */
const ATTEMPTS = 30;
const PAUSE_MILLISECONDS = 5_000;

/** What the provider framework hands over. */
export interface RulesEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly LogicalResourceId?: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** What the schemas of a group have to be to each other. */
interface GroupRules {
  readonly api: string;
  readonly group: string;
  /** Undefined for what the registry asks of all. */
  readonly compatibility: string | undefined;
}

/**
 * Gives a group of schemas a rule of its own, or takes it back. May run again at any time. A group that goes out of use keeps its
 * schemas: records were written by them.
 *
 * @throws Error with the registry's words
 */
export async function handler(event: RulesEvent, pause = PAUSE_MILLISECONDS): Promise<{ PhysicalResourceId: string }> {
  // The same id for ever: a changed one would make CloudFormation delete what it just made.
  const response = { PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId ?? 'rules' };
  if (event.RequestType !== 'Delete') {
    await setRules(parse(event.ResourceProperties), pause);
  }
  return response;
}

async function setRules({ api, group, compatibility }: GroupRules, pause: number): Promise<void> {
  await ask(pause, 'POST', `${api}/groups`, { groupId: group }, [409]);
  const rules = `${api}/groups/${encodeURIComponent(group)}/rules`;
  if (compatibility === undefined) {
    await ask(pause, 'DELETE', `${rules}/${RULE}`, undefined, [404]);
    return;
  }
  const rule = { ruleType: RULE, config: compatibility };
  const made = await ask(pause, 'POST', rules, rule, [409]);
  if (made === 409) {
    await ask(pause, 'PUT', `${rules}/${RULE}`, rule, []);
  }
}

/** @param taken statuses that are no failure, besides those of success */
async function ask(
  pause: number,
  method: string,
  url: string,
  body: unknown,
  taken: readonly number[],
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const { answer, error } = await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).then(
      (response) => ({ answer: response, error: undefined }),
      (failure: Error) => ({ answer: undefined, error: failure }),
    );
    if (answer !== undefined && (answer.ok || taken.includes(answer.status))) {
      return answer.status;
    }
    const mayPass = answer === undefined || answer.status >= 500;
    if (!mayPass || attempt === ATTEMPTS) {
      const problem = answer === undefined ? reason(error) : `${answer.status}: ${await answer.text()}`;
      throw new Error(`the registry must take ${method} ${url}, got: ${problem}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** `fetch` says what it failed at in the cause of its error. */
function reason({ message, cause }: Error): string {
  const { code, message: why } = (cause ?? {}) as { readonly code?: string; readonly message?: string };
  return [message, code ?? why].filter((part) => part !== undefined).join(': ');
}

function parse(properties: Readonly<Record<string, unknown>>): GroupRules {
  const { RegistryUrl, Group, Compatibility } = properties;
  if (typeof RegistryUrl !== 'string' || typeof Group !== 'string') {
    throw new Error(
      `\`RegistryUrl\` and \`Group\` must be texts, got: ${JSON.stringify(RegistryUrl)}, ${JSON.stringify(Group)}`,
    );
  }
  return {
    api: `${new URL(RegistryUrl).origin}${API_PATH}`,
    group: Group,
    compatibility: typeof Compatibility === 'string' ? Compatibility : undefined,
  };
}
