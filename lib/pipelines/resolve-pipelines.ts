import type { Dataset } from '../../connectors/dataset';
import type { RecordFormat } from '../captures/capture-kind';
import { capturedTables } from '../captures/captured-tables';
import { captureKind } from '../captures/kinds';
import type { CapturedTopic } from '../captures/shared-topic';
import type { TableSelection } from '../config/capture';
import { DEFAULT_PIPELINE_STATE, type EnvironmentConfig, type PipelineConfig } from '../config/environment';
import { selectionProblems } from '../config/environment-problems';
import { oneOf } from '../config/one-of';
import type { PositionFormat } from '../source/source-engine';
import type { DestinationKind, Pipeline, Readable } from './destination-kind';

/** Who can be read so. */
const PROVIDERS: Readonly<Record<Readable, string>> = {
  topics: 'a capture',
  archive: 'a pipeline to an archive',
  log: 'a pipeline to a log in Iceberg',
};

/** What captures write that say nothing of it. */
const DEFAULT_FORMATS: readonly RecordFormat[] = ['json'];

/** What a pipeline can read from: tables by key, and how. */
interface Upstream {
  readonly capture: string;
  readonly positions: PositionFormat | undefined;
  readonly sharedTopic: CapturedTopic | undefined;
  readonly format: RecordFormat;
  readonly tellsRowsBefore: boolean;
  readonly tables: Readonly<Record<string, Dataset>>;
  readonly pipeline: Pipeline | undefined;
}

/** The pipelines that could be made sense of, and every reason why others could not. */
export interface ResolvedPipelines {
  /** In the order in which they read from each other. */
  readonly pipelines: readonly Pipeline[];
  /** Tables by their keys, by pipeline. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, Dataset>>>>;
  /** `property rule, got: value` sentences. */
  readonly problems: readonly string[];
}

/**
 * Looks up every name that the pipelines of an environment use.
 *
 * @param namePrefix beginning of the names of what they run
 */
export function resolvePipelines(
  config: EnvironmentConfig,
  kinds: readonly DestinationKind[],
  namePrefix: string,
): ResolvedPipelines {
  const upstreams = new Map<string, Upstream>();
  const captured = capturedTables(config);
  for (const [key, capture] of Object.entries(config.captures)) {
    const kind = captureKind(capture);
    upstreams.set(key, {
      capture: key,
      positions: kind.positions(capture, config),
      sharedTopic: kind.sharedTopic(key, capture),
      format: kind.format(capture),
      tellsRowsBefore: kind.tellsRowsBefore(capture),
      tables: captured[key] ?? {},
      pipeline: undefined,
    });
  }
  const problems: string[] = [];
  const pipelines: Pipeline[] = [];
  const byName: Record<string, Record<string, Dataset>> = {};
  let waiting = Object.entries(config.pipelines).filter(([name]) => !Object.hasOwn(config.captures, name));
  while (waiting.length > 0) {
    const ready = waiting.filter(([, { from }]) => upstreams.has(from));
    if (ready.length === 0) {
      break;
    }
    waiting = waiting.filter((entry) => !ready.includes(entry));
    for (const [name, pipelineConfig] of ready) {
      const at = `pipelines.${name}`;
      const upstream = upstreams.get(pipelineConfig.from) as Upstream;
      const kind = kinds.find((candidate) => candidate.name === pipelineConfig.to.kind);
      const found = [
        ...oneOf(
          `${at}.to`,
          [pipelineConfig.to.kind],
          kinds.map((candidate) => candidate.name),
        ),
        ...selectionProblems(`${at}.tables`, pipelineConfig.tables, Object.keys(upstream.tables)),
        ...(kind === undefined ? [] : readProblems(`${at}.from`, pipelineConfig, kind, upstream)),
      ];
      problems.push(...found);
      if (kind !== undefined && found.length === 0) {
        const tables = selected(upstream.tables, pipelineConfig.tables);
        const pipeline: Pipeline = {
          name,
          resourceName: `${namePrefix}-${name}`,
          capture: upstream.capture,
          positions: upstream.positions,
          sharedTopic: upstream.sharedTopic,
          format: upstream.format,
          tellsRowsBefore: upstream.tellsRowsBefore,
          selection: pipelineConfig.tables,
          from: upstream.pipeline,
          tables,
          datasets: Object.values(tables),
          state: pipelineConfig.state ?? DEFAULT_PIPELINE_STATE,
          kind,
          options: pipelineConfig.to.options,
        };
        problems.push(...kind.problems(`${at}.to`, pipeline));
        pipelines.push(pipeline);
        byName[name] = tables;
        upstreams.set(name, { ...upstream, tables, pipeline });
      }
    }
  }
  return { pipelines, tables: byName, problems: [...problems, ...danglingProblems(config, waiting, upstreams)] };
}

function selected<T>(tables: Readonly<Record<string, T>>, selection: TableSelection): Record<string, T> {
  return Object.fromEntries(Object.entries(tables).filter(([key]) => selection === 'all' || selection.includes(key)));
}

function readProblems(
  at: string,
  { from, to, state }: PipelineConfig,
  kind: DestinationKind,
  { pipeline: upstream, sharedTopic, format }: Upstream,
): string[] {
  const reads = kind.reads(to.options);
  const provides = upstream === undefined ? 'topics' : upstream.kind.provides;
  if (reads !== provides) {
    return [`\`${at}\` must be ${PROVIDERS[reads]}, which is what ${kind.name} reads here, got: ${from}`];
  }
  if (reads === 'topics' && sharedTopic !== undefined && kind.readsSharedTopics !== true) {
    return [
      `\`${at}\` must be a capture whose tables have topics of their own, for ${kind.name} tells tables apart by these, got: ${from}, with ${sharedTopic.name}`,
    ];
  }
  const { formats = DEFAULT_FORMATS, formatReason } = kind;
  if (reads === 'topics' && !formats.includes(format)) {
    const reason = formatReason === undefined ? '' : `, ${formatReason}`;
    return [
      `\`${at}\` must be a capture whose records are ${formats.join(' or ')}, which is what ${kind.name} reads${reason}, got: ${from}, ${format}`,
    ];
  }
  return upstream?.state === 'off' && (state ?? DEFAULT_PIPELINE_STATE) !== 'off'
    ? [`\`${at}\` must not be off while it is read from, got: ${from}`]
    : [];
}

/** What is left waits for each other, or for nothing that there is. */
function danglingProblems(
  config: EnvironmentConfig,
  waiting: readonly (readonly [string, PipelineConfig])[],
  upstreams: ReadonlyMap<string, Upstream>,
): string[] {
  const names = waiting.map(([name]) => name);
  return waiting.flatMap(([name, { from }]) => {
    const known = Object.hasOwn(config.captures, from) || Object.hasOwn(config.pipelines, from);
    if (!known) {
      return [
        `\`pipelines.${name}.from\` must be a capture or a pipeline (${[...upstreams.keys()].join(', ')}), got: ${from}`,
      ];
    }
    return names.includes(from) && isCycle(name, config)
      ? [`\`pipelines.${name}.from\` must lead to a capture, and leads back to itself, got: ${from}`]
      : [];
  });
}

function isCycle(name: string, config: EnvironmentConfig): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = config.pipelines[name]?.from; at !== undefined; at = config.pipelines[at]?.from) {
    if (at === name) {
      return true;
    }
    if (seen.has(at)) {
      return false;
    }
    seen.add(at);
  }
  return false;
}
