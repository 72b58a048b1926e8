import { type Permission, shortArn } from '../../local/access/permission-report';
import type { Usage } from '../../local/access/read-usage';
import { causeChain } from '../../local/local-run-error';
import { isDenialOf, isUseOf, type Rights } from './rights';
import { explanationOf, type Row, type Trial } from './trial';
import { isSame } from './without-permissions';

/** Something that a role is for, and that asks for part of what it may do. */
export interface Situation {
  readonly name: string;
  /** Lets it happen once; fails by what it misses, or all the same. */
  readonly happen: () => Promise<void>;
}

/**
 * Lets a situation happen without everything that nobody has missed yet, again and again: whatever was refused by name is
 * given back for the next round. The last round of a situation is refused nothing and gets through; it has to use, by the
 * very permission, what earlier ones missed, or else that was asked for only because something else was refused.
 *
 * So a permission that hides another is seen before it, and many that do not are seen at once.
 */
export class Rounds implements Trial {
  constructor(
    private readonly of: string,
    private readonly rights: Pick<Rights, 'withhold' | 'asked'>,
    private readonly situations: readonly Situation[],
  ) {}

  async *try(permissions: readonly Permission[]): AsyncGenerator<Row> {
    let left = permissions;
    const troubles: string[] = [];
    for (const situation of left.length === 0 ? [] : this.situations) {
      const missed: Row[] = [];
      for (;;) {
        const { failure, asked, seconds } = await this.round(situation, left);
        const seen = left.flatMap((permission) => {
          const denial = denialOfOne(permission, left, asked);
          return denial === undefined ? [] : [this.missed(permission, denial, situation, seconds)];
        });
        if (seen.length === 0) {
          const unused = missed.filter((row) => failure !== undefined || !asked.some((usage) => isUseOf(row, usage)));
          if (failure !== undefined) troubles.push(`${situation.name} fails by something else: ${failure}`);
          yield* missed.filter((row) => !unused.includes(row));
          left = [...left, ...unused];
          break;
        }
        missed.push(...seen);
        left = left.filter((permission) => !seen.some((row) => isSame(row, permission)));
      }
    }
    await this.rights.withhold([]);
    yield* left.map((permission) => this.notMissed(permission, troubles));
  }

  private async round(
    { happen }: Situation,
    left: readonly Permission[],
  ): Promise<{ readonly failure: string | undefined; readonly asked: readonly Usage[]; readonly seconds: number }> {
    await this.rights.withhold(left);
    const startedAt = performance.now();
    const failure = await happen().then(
      () => undefined,
      (error: unknown) => causeChain(error).join(': ').split('\n')[0],
    );
    return { failure, asked: this.rights.asked(), seconds: (performance.now() - startedAt) / 1000 };
  }

  private missed({ action, resource }: Permission, denial: Usage, situation: Situation, seconds: number): Row {
    const how = `${situation.name}: denied ${denial.action} on ${shortArn(denial.resource)}`;
    return { of: this.of, action, resource, outcome: 'missed', how, seconds };
  }

  private notMissed({ action, resource }: Permission, troubles: readonly string[]): Row {
    const explanation = explanationOf({ action, resource }, this.of);
    const row = { of: this.of, action, resource, seconds: 0 };
    return explanation === undefined
      ? { ...row, outcome: 'unseen', how: troubles.length === 0 ? 'nothing misses it' : troubles.join('; ') }
      : { ...row, outcome: 'explained', how: explanation };
  }
}

/** A refusal that is due to this permission alone, whatever else is missing. */
function denialOfOne(
  permission: Permission,
  withheld: readonly Permission[],
  asked: readonly Usage[],
): Usage | undefined {
  return asked.find(
    (usage) =>
      isDenialOf(permission, usage) &&
      withheld.every((other) => isSame(other, permission) || !isDenialOf(other, usage)),
  );
}
