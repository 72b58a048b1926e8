/** Whose settings differ. */
export type OverrideTarget = 'connector' | 'worker' | 'broker' | 'topic' | 'function';

/** Local facts that an override may put in place of a setting. */
export interface OverrideFacts {
  /** PEM file of the authority that signed the local databases' certificates. */
  readonly databaseCaFile: string;
}

export interface Override {
  readonly target: OverrideTarget;
  /** As the report shows it. */
  readonly key: string;
  readonly reason: string;
  /** The synthesized settings that it is about. */
  readonly matches: RegExp;
  /** What stands in place of a matched setting. */
  readonly replace: (key: string, value: string, facts: OverrideFacts) => Readonly<Record<string, string>>;
}

/** Why a setting leads to the local certificate authority. */
export const OTHER_AUTHORITY =
  'a local database cannot have a certificate of the RDS authorities; it is verified as strictly';

/** Applies overrides, and keeps which ones matched. Closed: whatever none is about runs as synthesized. */
export class AppliedOverrides {
  private readonly matched = new Set<Override>();

  constructor(
    private readonly facts: OverrideFacts,
    private readonly overrides: readonly Override[],
  ) {}

  /** The settings of one target as they run here. */
  apply(target: OverrideTarget, settings: Readonly<Record<string, string>>): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [key, value] of Object.entries(settings)) {
      const override = this.overrides.find((candidate) => candidate.target === target && candidate.matches.test(key));
      if (override !== undefined) this.matched.add(override);
      Object.assign(result, override === undefined ? { [key]: value } : override.replace(key, value, this.facts));
    }
    return result;
  }

  /** Those that some setting needed, for the report. */
  list(): { readonly key: string; readonly reason: string }[] {
    return this.overrides
      .filter((override) => this.matched.has(override))
      .map((override) => ({ key: `${override.target}: ${override.key}`, reason: override.reason }));
  }
}
