import { RestartPolicy } from '../../../local/watch/restart-policy';

let seconds: number;
let policy: RestartPolicy;

beforeEach(() => {
  seconds = 0;
  policy = new RestartPolicy(() => seconds * 1000);
});

/** It fails, and is started again after the pause. */
function failAndRestart(): unknown {
  const decision = policy.decide();
  if ('pauseSeconds' in decision) {
    seconds += decision.pauseSeconds;
    policy.addRestart();
  }
  return decision;
}

test('pauses twice as long before each restart, and gives up after three in a row', () => {
  expect([1, 2, 3, 4].map(failAndRestart)).toEqual([
    { pauseSeconds: 1 },
    { pauseSeconds: 2 },
    { pauseSeconds: 4 },
    { givenUp: '3 restarts in a row did not mend it' },
  ]);
});

test('what has worked for a minute has come back: its next failure is the first of a row', () => {
  failAndRestart();
  failAndRestart();
  seconds += 59;
  expect([policy.isOnProbation(), failAndRestart()]).toEqual([true, { pauseSeconds: 4 }]);
  seconds += 60;
  expect([policy.isOnProbation(), failAndRestart()]).toEqual([false, { pauseSeconds: 1 }]);
});

test('what comes back and fails again later, ten times within an hour, is given up', () => {
  const failLater = (): unknown => {
    const decision = failAndRestart();
    seconds += 70;
    return decision;
  };
  for (let time = 0; time < 10; time++) expect(failLater()).toEqual({ pauseSeconds: 1 });
  expect(failLater()).toEqual({ givenUp: '10 restarts within an hour did not mend it' });
  seconds = 3602;
  expect(failLater()).toEqual({ pauseSeconds: 1 });
});

test('nothing is on probation that was never started again, or was given up', () => {
  expect(policy.isOnProbation()).toBe(false);
  for (let time = 0; time < 4; time++) failAndRestart();
  expect(policy.isOnProbation()).toBe(true);
  policy.forget();
  expect([policy.isOnProbation(), failAndRestart()]).toEqual([false, { pauseSeconds: 1 }]);
});
