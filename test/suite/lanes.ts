/** Parts that run one after another, beside those of the other lanes. */
export type Lane<Part> = readonly Part[];

export interface Stage<Part> {
  /** They end before the next stage begins. */
  readonly lanes: readonly Lane<Part>[];
  /** Each is taken by the lane that has done its own first. @default - none */
  readonly rest?: readonly Part[];
}

/** Runs all parts of a stage; what came of them, lane after lane. */
export async function runInLanes<Part, Result>(
  { lanes, rest = [] }: Stage<Part>,
  run: (part: Part) => Promise<Result>,
): Promise<Result[]> {
  const left = [...rest];
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const done: Result[] = [];
      for (const part of lane) done.push(await run(part));
      for (let part = left.shift(); part !== undefined; part = left.shift()) done.push(await run(part));
      return done;
    }),
  );
  return results.flat();
}
