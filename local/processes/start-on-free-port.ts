import getPort from 'get-port';

import { ProcessEndedError } from './process-errors';

export const LOOPBACK = '127.0.0.1';

const ATTEMPTS = 4;

/** What servers write when another process took their port between the choice and the bind. */
const PORT_TAKEN = /Address already in use|EADDRINUSE|BindException|Bind on TCP\/IP port/i;

/** Gives ports that are free on the loopback address now. */
export type PortPicker = () => Promise<number>;

export const pickFreePort: PortPicker = () => getPort({ host: LOOPBACK });

/**
 * Starts a server on free ports, and again on other ones when somebody else was faster.
 *
 * @param start is given `count` ports; rejects with ProcessEndedError when the server ended
 */
export async function startOnFreePorts<Server>(
  count: number,
  pickPort: PortPicker,
  start: (ports: number[]) => Promise<Server>,
): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const ports: number[] = [];
    while (ports.length < count) {
      const port = await pickPort();
      if (!ports.includes(port)) ports.push(port);
    }
    try {
      return await start(ports);
    } catch (error) {
      const taken = error instanceof ProcessEndedError && PORT_TAKEN.test(error.logTail);
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}
