import { DevRun, PATIENCE } from './dev-run';
import { proofsOfDev } from './proofs-of-dev';
import { updatesOfDev } from './updates-of-dev';

const dev = new DevRun();

beforeAll(() => dev.start(), PATIENCE);

afterAll(() => dev.end(), PATIENCE);

proofsOfDev(dev);
updatesOfDev(dev);

test(
  'when the run has ended there is nothing to change',
  async () => {
    expect((await dev.tell('local:stop')).exitCode).toBe(0);
    expect([dev.run.leftRunning(), await dev.run.exitCode]).toEqual([[], 0]);
    const { exitCode, output } = await dev.apply();
    expect([exitCode, output.trim()]).toEqual([1, 'nothing stays up: start `npm run local -- --keep`']);
  },
  PATIENCE,
);
