import type { Permission } from '../../local/access/permission-report';
import type { Usage } from '../../local/access/read-usage';
import { Rounds, type Situation } from './rounds';
import type { Row } from './trial';

const get = (name: string): Permission => ({ action: 's3:GetObject', resource: `arn:aws:s3:::b/${name}` });

/** A role by the very rules by which the local run decides, and situations in which it asks for one thing after the other. */
class Role {
  private withheld: readonly Permission[] = [];
  private usage: Usage[] = [];
  rounds = 0;

  constructor(private readonly allowed: readonly Permission[]) {}

  async withhold(permissions: readonly Permission[]): Promise<void> {
    this.withheld = permissions;
    this.usage = [];
    this.rounds++;
  }

  asked(): Usage[] {
    return this.usage;
  }

  /** @returns whether it may */
  ask(name: string): boolean {
    const asks = (pattern: Permission): boolean =>
      new RegExp(`^${pattern.resource.replaceAll('*', '.*')}$`).test(get(name).resource);
    const matches = this.allowed.filter((each) => asks(each) && !this.withheld.includes(each));
    const decision = matches.length > 0 ? 'allow' : 'implicitDeny';
    this.usage.push({ role: 'r', ...get(name), decision, generation: 1, matches });
    return matches.length > 0;
  }

  situation(name: string, work: () => void): Situation {
    return { name, happen: async () => work() };
  }

  need(...names: string[]): void {
    for (const name of names) {
      if (!this.ask(name)) throw new Error(`may not get ${name}`);
    }
  }

  async try(situations: readonly Situation[], permissions = this.allowed): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const row of new Rounds('somebody', this, situations).try(permissions)) rows.push(row);
    return rows;
  }
}

const outcomes = (rows: readonly Row[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ resource, outcome }) => [resource.split('/')[1], outcome]));

test('what hides another is seen before it, and what does not is seen with it', async () => {
  const role = new Role(['a', 'b', 'c'].map(get));
  const situation = role.situation('a run', () => {
    role.ask('c');
    role.need('a', 'b');
  });
  const rows = await role.try([situation]);
  expect(outcomes(rows)).toEqual({ a: 'missed', b: 'missed', c: 'missed' });
  expect(rows[1]).toMatchObject({ of: 'somebody', how: 'a run: denied s3:GetObject on arn:aws:s3:::b/c' });
  // a and c, then b, then nothing; and the role is whole again.
  expect(role.rounds).toBe(4);
});

test('what nothing asks for is not missed, and what is known not to be asked for is explained', async () => {
  const assets = { action: 's3:GetObject', resource: 'arn:aws:s3:::cdk-hnb659fds-assets-1-us-east-1/x' };
  const role = new Role([get('a'), get('b'), assets]);
  const rows = await role.try([role.situation('a run', () => role.need('a'))]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['missed', 'unseen', 'explained']);
  expect(rows[1]?.how).toBe('nothing misses it');
  expect(rows[2]?.how).toContain('Glue fetches scripts');
});

test('a later situation misses what an earlier one had no use for', async () => {
  const role = new Role(['a', 'b'].map(get));
  const first = role.situation('a first run', () => role.need('a'));
  const later = role.situation('a later run', () => role.need('a', 'b'));
  const rows = await role.try([first, later]);
  expect(rows.map(({ how }) => how.split(':')[0])).toEqual(['a first run', 'a later run']);
});

test('what is asked for only because something else was refused is not missed', async () => {
  const role = new Role(['a', 'makeshift'].map(get));
  const situation = role.situation('a run', () => {
    if (!role.ask('a')) role.need('makeshift');
  });
  expect(outcomes(await role.try([situation]))).toEqual({ a: 'missed', makeshift: 'unseen' });
});

test('a right that another one covers is not missed', async () => {
  const role = new Role(['a*', 'ab'].map(get));
  const rows = await role.try([role.situation('a run', () => role.need('ab'))]);
  expect(outcomes(rows)).toEqual({ 'a*': 'unseen', ab: 'unseen' });
});

test('a situation that fails by something else proves nothing, and says so', async () => {
  const role = new Role(['a', 'b'].map(get));
  const broken = role.situation('a run', () => {
    role.need('a');
    throw new Error('the table is broken');
  });
  const rows = await role.try([broken]);
  expect(outcomes(rows)).toEqual({ a: 'unseen', b: 'unseen' });
  expect(rows[0]?.how).toBe('a run fails by something else: the table is broken');
});

test('without anything to try nothing happens', async () => {
  const role = new Role([get('a')]);
  const never = role.situation('a run', () => {
    throw new Error('must not happen');
  });
  expect(await role.try([never], [])).toEqual([]);
});
