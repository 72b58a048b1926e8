import { findFlows } from '../model/required-flow';
import type { RunnableJob, RunningConnector, RunningMerges, RunningPlatform } from '../session/running-platform';
import { type NamedWalkthrough, runsUpkeep, type Way, waysOf } from './walkthrough';

/** A way of a walkthrough with the parts of what runs that it leads through. */
export interface PlacedWay extends Way {
  readonly source: RunningConnector;
  /** Undefined where changes reach what is required without one. */
  readonly archive: RunningConnector | undefined;
  /** What keeps records as rows of Parquet; undefined where none are required. */
  readonly parquet: RunningConnector | undefined;
  /** What logs the changes in Iceberg; undefined where neither a log nor what is merged from one is required. */
  readonly log: RunningConnector | undefined;
  /** Undefined where no tables are required. */
  readonly job: RunnableJob | undefined;
  /** Undefined where no items are required. */
  readonly items: RunningConnector | undefined;
  /** Undefined where no tables of a warehouse are required. */
  readonly merges: RunningMerges | undefined;
}

/** What of a platform says which walkthroughs are here. */
export type PlacedOn = Pick<RunningPlatform, 'connectors' | 'jobs' | 'upkeep' | 'merges' | 'queries'>;

/** A walkthrough with the ways that it leads through, its own first. */
export interface PlacedWalkthrough {
  readonly walkthrough: NamedWalkthrough;
  readonly ways: readonly PlacedWay[];
}

/** @returns a sentence that says what there is not, where the walkthrough is not here */
export function placeWalkthrough(
  walkthrough: NamedWalkthrough,
  { connectors, jobs, upkeep, merges, queries }: PlacedOn,
): PlacedWalkthrough | string {
  const models = {
    connectors: connectors.map(({ model }) => model),
    jobs: jobs.map(({ model }) => model),
    merges: merges.map(({ model }) => model),
  };
  const ways = waysOf(walkthrough);
  const found = findFlows(
    models,
    ways.map(({ requires }) => requires),
  );
  if (typeof found === 'string') return found;
  if (upkeep === undefined && runsUpkeep(walkthrough)) return 'nothing keeps the tables of the lake in order';
  const absent = askedByName(walkthrough).filter((name) => !queries.some((query) => query.name === name));
  if (absent.length > 0) return `the workgroup has no query ${absent.join(', ')}`;
  const placed = ways.map((way, i) => {
    const parts = found[i];
    const running = (part: unknown) => connectors.find(({ model }) => model === part);
    const source = running(parts?.source);
    if (source === undefined) throw new Error('a flow is found among the connectors that are given');
    return {
      ...way,
      source,
      archive: running(parts?.archive),
      parquet: running(parts?.parquet),
      log: running(parts?.log),
      items: running(parts?.items),
      job: jobs.find(({ model }) => model === parts?.job),
      merges: merges.find(({ model }) => model === parts?.merges),
    };
  });
  return { walkthrough, ways: placed };
}

/** Those that are here, in their order. */
export function placeWalkthroughs(walkthroughs: readonly NamedWalkthrough[], platform: PlacedOn): PlacedWalkthrough[] {
  return walkthroughs
    .map((walkthrough) => placeWalkthrough(walkthrough, platform))
    .filter((placed) => typeof placed !== 'string');
}

/** A sentence for each that is not here. */
export function absentWalkthroughs(walkthroughs: readonly NamedWalkthrough[], platform: PlacedOn): string[] {
  return walkthroughs.flatMap((walkthrough) => {
    const placed = placeWalkthrough(walkthrough, platform);
    return typeof placed === 'string' ? [`${walkthrough.name} is not here: ${placed}`] : [];
  });
}

function askedByName({ steps }: NamedWalkthrough): string[] {
  const queries = steps.flatMap((step) => {
    if ('remember' in step) return [step.query];
    return 'prove' in step ? step.asks.flatMap((ask) => ('query' in ask ? [ask.query] : [])) : [];
  });
  return [...new Set(queries.flatMap((query) => ('named' in query ? [query.named] : [])))];
}
