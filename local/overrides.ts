/** Whose settings differ. */
export type OverrideTarget = 'connector' | 'worker' | 'broker' | 'topic' | 'bootstrap';

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

const ONE_BROKER = 'one broker stands for the cluster, so nothing can have a second copy';
const OTHER_AUTHORITY = 'a local database cannot have a certificate of the RDS authorities; it is verified as strictly';

const one = (key: string): Record<string, string> => ({ [key]: '1' });

/**
 * The settings that must differ from the synthesized ones, each with its reason. Closed: everything else runs as
 * synthesized.
 */
export const OVERRIDES: readonly Override[] = [
  {
    target: 'worker',
    key: 'config.providers.databaseca.param.certificates',
    reason: OTHER_AUTHORITY,
    matches: /^config\.providers\.databaseca\.class$/,
    replace: (key, value, facts) => ({
      [key]: value,
      'config.providers.databaseca.param.certificates': facts.databaseCaFile,
    }),
  },
  {
    target: 'bootstrap',
    key: 'DATABASE_CA_FILE',
    reason: OTHER_AUTHORITY,
    matches: /^AWS_REGION$/,
    replace: (key, value, facts) => ({ [key]: value, DATABASE_CA_FILE: facts.databaseCaFile }),
  },
  {
    target: 'topic',
    key: 'ReplicationFactor',
    reason: ONE_BROKER,
    matches: /^ReplicationFactor$/,
    replace: one,
  },
  {
    target: 'broker',
    key: 'default.replication.factor',
    reason: ONE_BROKER,
    matches: /^default\.replication\.factor$/,
    replace: one,
  },
  {
    target: 'broker',
    key: 'min.insync.replicas',
    reason: ONE_BROKER,
    matches: /^min\.insync\.replicas$/,
    replace: one,
  },
];

/** Applies overrides, and keeps which ones matched. */
export class AppliedOverrides {
  private readonly matched = new Set<Override>();

  constructor(
    private readonly facts: OverrideFacts,
    private readonly overrides: readonly Override[] = OVERRIDES,
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
