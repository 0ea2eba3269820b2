import { type MeteredRow, meteredRows, modelRows } from '../../data/metered-prices.ts';

/** A call of AWS that is billed by itself. */
export interface MeteredOperation {
  /** As botocore names it. */
  readonly service: string;
  readonly operation: string;
  /** Id of a model; undefined where it is not known, or there is none. */
  readonly model?: string | undefined;
}

export interface MeteredPrice {
  /** For people: `Amazon SNS`. */
  readonly name: string;
  /** What a call is billed as, at the least: `an image`. */
  readonly per: string;
  /** US dollars for that, at the list prices of us-east-1. */
  readonly usd: number;
  /** Calls a second that AWS lets through by default. */
  readonly perSecond: number;
}

/** Undefined of what is not billed by the call, or not in the table. */
export function meteredPrice(of: MeteredOperation): MeteredPrice | undefined {
  const row = rows.get(`${of.service} ${of.operation}`);
  if (!row) return undefined;

  const { name, per, usd, perSecond } = row;
  return { name, per, usd: usdOfModel(of) ?? usd, perSecond };
}

/**
 * The dearest hour of a call that is made so often a second, or as often as AWS lets through.
 *
 * @param mostUsd what an hour of it cannot exceed: a spend limit.
 */
export function meteredUsdPerHour(
  { usd, perSecond }: MeteredPrice,
  callsPerSecond: number,
  mostUsd = Number.POSITIVE_INFINITY,
): number {
  return Math.min(mostUsd, usd * Math.min(callsPerSecond, perSecond) * SECONDS_IN_HOUR);
}

/** Services of which some calls are billed one by one, as botocore names them. */
export const meteredServices: ReadonlySet<string> = new Set(
  meteredRows.map(({ service }) => service),
);

const SECONDS_IN_HOUR = 3600;

/** Of a thousand tokens in and as many out. */
function usdOfModel({ service, model }: MeteredOperation): number | undefined {
  if (model === undefined || !/^bedrock-(?:agent-)?runtime$/.test(service)) return undefined;

  const id = model.replace(/^.*\//, '').replace(/^(?:global|apac|[a-z]{2}(?:-gov)?)\./, '');
  const row = modelRows.find(([begins]) => id.startsWith(begins));
  return row && (row[1] + row[2]) / 1000;
}

const rows: ReadonlyMap<string, MeteredRow> = new Map(
  meteredRows.flatMap((row) =>
    row.operations.map((operation) => [`${row.service} ${operation}`, row] as const),
  ),
);
