import { LocalRunError } from '../local-run-error';

/** A job's argument that the local run cannot give the meaning that it has on Glue. */
export class JobArgumentError extends LocalRunError {}

/** What the Glue service reads out of a job's arguments; the script is given all of them all the same. */
export interface ServiceArguments {
  readonly sparkSettings: Readonly<Record<string, string>>;
  /** Table formats on the class path. */
  readonly tableFormats: readonly TableFormat[];
}

/** What Glue calls the formats of tables that it brings. */
export type TableFormat = (typeof TABLE_FORMATS)[number];

const TABLE_FORMATS = ['delta', 'iceberg'] as const;

/** Values that a service argument may have here, or undefined where any value means the same. */
type Accepted = readonly string[] | undefined;

/**
 * The arguments that Glue itself reads and that have a meaning here, or need none: where logs and metrics go. Closed: any
 * other one of Glue's is refused.
 */
const SERVICE_ARGUMENTS: Readonly<Record<string, Accepted>> = {
  '--conf': undefined,
  '--continuous-log-conversionPattern': undefined,
  '--continuous-log-logGroup': undefined,
  '--continuous-log-logStreamPrefix': undefined,
  '--custom-logGroup-prefix': undefined,
  '--custom-logStream-prefix': undefined,
  '--datalake-formats': [...TABLE_FORMATS, 'delta,iceberg', 'iceberg,delta'],
  '--enable-continuous-cloudwatch-log': undefined,
  '--enable-continuous-log-filter': undefined,
  '--enable-job-insights': undefined,
  '--enable-metrics': undefined,
  '--enable-observability-metrics': undefined,
  '--enable-spark-ui': undefined,
  '--extra-jars': undefined,
  '--extra-py-files': undefined,
  // Bookmarks are a service of Glue's own readers.
  '--job-bookmark-option': ['job-bookmark-disable'],
  '--job-language': ['python'],
  '--spark-event-logs-path': undefined,
  '--TempDir': undefined,
};

/** Arguments of Glue that would change what a job does, and do nothing here. */
const REFUSED =
  /^--(enable|disable|use|extra|additional|python-modules|job-bookmark|datalake|custom|customer|continuous|user-jars|write-shuffle|verbs|scriptLocation$|class$|mode$|debug$|endpoint$|JOB_)/;

/**
 * @param args all arguments of a run, by their name with its dashes
 * @throws JobArgumentError naming the argument that cannot mean here what it means on Glue
 */
export function readServiceArguments(args: Readonly<Record<string, string>>): ServiceArguments {
  for (const [name, value] of Object.entries(args)) requireMeaning(name, value);
  return {
    sparkSettings: parseSparkSettings(args['--conf'] ?? ''),
    tableFormats: TABLE_FORMATS.filter((format) => args['--datalake-formats']?.split(',').includes(format)),
  };
}

function requireMeaning(name: string, value: string): void {
  if (!name.startsWith('--')) throw new JobArgumentError(`an argument's name must begin with --, got: ${name}`);
  if (!(name in SERVICE_ARGUMENTS)) {
    if (REFUSED.test(name)) {
      throw new JobArgumentError(`Glue's argument ${name} has no meaning in the local run, got: ${value}`);
    }
    return;
  }
  const accepted = SERVICE_ARGUMENTS[name];
  if (accepted !== undefined && !accepted.includes(value)) {
    throw new JobArgumentError(`\`${name}\` must be ${accepted.join(' or ')} in the local run, got: ${value}`);
  }
}

/**
 * Reads Glue's one argument for all settings of Spark.
 *
 * @param chained such as `a=1 --conf b=2`
 */
export function parseSparkSettings(chained: string): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const setting of chained.split(/\s+--conf\s+/).filter((part) => part.trim() !== '')) {
    const [, key, value] = /^\s*([^=\s]+)=(.*)$/s.exec(setting) ?? [];
    if (key === undefined || value === undefined) {
      throw new JobArgumentError(`\`--conf\` must be settings \`key=value\` joined by \` --conf \`, got: ${setting}`);
    }
    if (key in settings) throw new JobArgumentError(`\`--conf\` must set ${key} once, got it again with: ${value}`);
    settings[key] = value.trim();
  }
  return settings;
}
