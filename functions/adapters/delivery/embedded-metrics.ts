import { DEPLOYMENT, METRIC_NAMESPACE, type Metric } from '../../domain/night-metrics.ts';

export interface EmbeddedMetricsOptions {
  /** Which deployment they are of. */
  readonly deployment: string;
  /**
   * Where a line of the log goes as it is: not `console`, whose lines Lambda wraps, so that CloudWatch
   * would find no metric in them.
   */
  readonly write: (line: string) => void;
}

/**
 * Writes metrics into the log, from where CloudWatch takes them: no call, no permission.
 *
 * Sources: "Specification: Embedded metric format" (CloudWatch User Guide), "Working with JSON
 * structured logs" (Lambda Developer Guide).
 */
export function embeddedMetrics({ deployment, write }: EmbeddedMetricsOptions) {
  return (metrics: readonly Metric[], at: Date): void => {
    for (const { name, unit, value, dimensions = {} } of metrics) {
      const own = { [DEPLOYMENT]: deployment, ...dimensions };

      write(
        JSON.stringify({
          _aws: {
            Timestamp: at.getTime(),
            CloudWatchMetrics: [
              {
                Namespace: METRIC_NAMESPACE,
                Dimensions: [Object.keys(own)],
                Metrics: [{ Name: name, Unit: unit }],
              },
            ],
          },
          ...own,
          [name]: value,
        }),
      );
    }
  };
}
