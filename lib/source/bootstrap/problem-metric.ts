/** Namespace of the platform's own metrics. */
export const METRIC_NAMESPACE = 'Tributary';
/** Things wrong with a source, as the last check found them: 0 where all is well. */
export const PROBLEMS_METRIC = 'SourceProblems';

/** What tells the metric of one database from those of others. */
export interface MetricDimensions {
  readonly Stack: string;
  readonly Database: string;
}

/**
 * A line of a log from which CloudWatch takes the metric, so that nobody needs a right or a way to CloudWatch.
 *
 * @param timestamp milliseconds since 1970
 */
export function problemMetric(dimensions: MetricDimensions, problems: number, timestamp: number): string {
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [['Stack', 'Database']],
          Metrics: [{ Name: PROBLEMS_METRIC, Unit: 'Count' }],
        },
      ],
    },
    ...dimensions,
    [PROBLEMS_METRIC]: problems,
  });
}
