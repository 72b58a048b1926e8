import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { TablesError } from './tables-error';

/** Where a password is taken from that nobody is there to type. */
export const PASSWORD_VARIABLE = 'TRIBUTARY_DATABASE_PASSWORD';

/** Asks on the terminal, and shows nothing of what is typed. */
export function askPassword(user: string, variables: NodeJS.ProcessEnv): Promise<string> {
  const given = variables[PASSWORD_VARIABLE];
  if (given !== undefined) {
    return Promise.resolve(given);
  }
  if (!process.stdin.isTTY) {
    return Promise.reject(new TablesError(`\`${PASSWORD_VARIABLE}\` must be set where there is no terminal to ask on`));
  }
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(`Password of ${user}: `);
  return new Promise((resolve, reject) => {
    reader.once('line', resolve);
    reader.once('SIGINT', () => reject(new TablesError('no password was given')));
    reader.once('close', () => reject(new TablesError('no password was given')));
  }).finally(() => {
    process.stderr.write('\n');
    reader.close();
  }) as Promise<string>;
}
