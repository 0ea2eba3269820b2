import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { bodyOf, type LoopbackServer, serveOnLoopback } from '../../local/loopback-server.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Of five functions, one is idle. */
const IDLE = 5;

/**
 * CloudWatch as far as GetMetricData goes, of functions `…-<number>`: the emulator takes longer to
 * find their metrics than the product to ask. A value for each whole day, as busy functions have.
 */
export function metricsServer(): Promise<LoopbackServer> {
  return serveOnLoopback(async (request, response) => {
    const body = await bodyOf(request);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const asked = getMetricData.parse(JSON.parse(text.toString()));
    const results = asked.MetricDataQueries.map((query) => resultOf(query, asked));

    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ MetricDataResults: results }));
  });
}

const getMetricData = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  MetricDataQueries: z
    .array(
      z.object({
        Id: z.string(),
        MetricStat: z.object({
          Metric: z.object({
            MetricName: z.string(),
            Dimensions: z.array(z.object({ Value: z.string() })),
          }),
        }),
      }),
    )
    .max(500),
});
type Asked = z.infer<typeof getMetricData>;

function resultOf(
  { Id, MetricStat: { Metric } }: Asked['MetricDataQueries'][number],
  { StartTime, EndTime }: Asked,
) {
  const [{ Value = '' } = {}] = Metric.Dimensions;
  const [, number] = /-(\d+)$/.exec(Value) ?? [];
  const isIdle = number === undefined || Number(number) % IDLE === 0;
  const days = isIdle ? 0 : Math.floor((EndTime - StartTime) / DAY_SECONDS);
  const values: Readonly<Record<string, number>> = {
    Invocations: 1_440,
    Errors: 3,
    Duration: 125.25,
    used_memory_max: 96,
  };

  return {
    Id,
    Label: Metric.MetricName,
    Timestamps: Array.from({ length: days }, (_, day) => StartTime + day * DAY_SECONDS),
    Values: Array.from({ length: days }, () => values[Metric.MetricName] ?? 0),
    StatusCode: 'Complete',
  };
}
