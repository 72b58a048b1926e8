import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { LocalRunError } from '../local-run-error';
import { type AccessKey, newAccessKey } from './access-key';
import type { RoleAccess } from './read-roles';

/** A role that nothing is known of. */
export class UnknownRoleError extends LocalRunError {}

/**
 * Who may do what at the broker, and in the services of AWS that have a stand-in: the roles of the templates, and the
 * credentials by which a client is one of them.
 */
export class BrokerAccess {
  /** What both decide by; they read it again when it changes. */
  readonly policyFile: string;
  /** What both decided, a line of JSON for each different decision. */
  readonly usageFile: string;
  private readonly keys = new Map<string, AccessKey>();
  private current: readonly RoleAccess[] = [];
  private currentGeneration = 0;

  /** @param directory is made; takes both files, which hold secrets of this run only */
  constructor(
    private readonly clusterArn: string,
    directory: string,
  ) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.policyFile = join(directory, 'policies.json');
    this.usageFile = join(directory, 'usage.jsonl');
  }

  /** Number of the state of the roles, by which the broker marks what it decides. */
  get generation(): number {
    return this.currentGeneration;
  }

  get roles(): readonly RoleAccess[] {
    return this.current;
  }

  /** From now on these are the roles, and no others. */
  setRoles(roles: readonly RoleAccess[]): void {
    this.current = roles;
    const file = {
      clusterArn: this.clusterArn,
      generation: ++this.currentGeneration,
      keys: Object.fromEntries(
        roles.map(({ name }) => {
          const { accessKeyId, secretAccessKey, sessionToken } = this.key(name);
          return [accessKeyId, { secretAccessKey, sessionToken, role: name }];
        }),
      ),
      roles: Object.fromEntries(roles.map(({ name, statements }) => [name, statements])),
    };
    // In one step: the broker may look at any time, and denies everything by a file that is not whole.
    const unfinished = `${this.policyFile}.new`;
    writeFileSync(unfinished, JSON.stringify(file), { mode: 0o600 });
    renameSync(unfinished, this.policyFile);
  }

  /** @throws UnknownRoleError */
  keyOf(role: string): AccessKey {
    if (!this.current.some(({ name }) => name === role)) {
      throw new UnknownRoleError(`must be a role of the templates, got: ${role}`);
    }
    return this.key(role);
  }

  private key(role: string): AccessKey {
    const key = this.keys.get(role) ?? newAccessKey();
    this.keys.set(role, key);
    return key;
  }
}
