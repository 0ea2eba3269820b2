import type { Change } from '../decided/change.ts';
import type { RequestData } from '../decided/request-data.ts';
import { isAnswered } from '../handed-out/answered.ts';
import { optionIn } from '../options.ts';
import type { AnyNode, CallNode, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';

interface Reading {
  readonly values: Values;
  readonly data: RequestData;
  /** What requests come in by. */
  readonly starts: ReadonlySet<AnyNode>;
  readonly isLive: (call: CallNode) => boolean;
}

/** Calls that read the one item that a request names, and answer it whole. */
export function readsByKey({ values, data, starts, isLive }: Reading): readonly Change[] {
  const entries = new Set([...starts].filter((each): each is FunctionNode => 'params' in each));

  return reads.flatMap(([names, call]) =>
    names
      .flatMap((name) => values.callsOf(name).slice(0, MOST_CALLS))
      .filter((each) => isLive(each) && isNamed(each, call, { values, data }))
      .filter((each) => isAnswered(each, entries, values, () => true))
      .map((node) => ({ kind: 'reads' as const, call, by: 'key' as const, node })),
  );
}

function isNamed(
  { arguments: [given] }: CallNode,
  call: string,
  { values, data }: Pick<Reading, 'values' | 'data'>,
): boolean {
  if (!given) return false;
  if (call === 'mongoose.findById') return data.of(given)?.isSent === true;

  return optionIn(values, given, 'Key') !== undefined && data.of(given, ['Key'])?.isSent === true;
}

const reads: readonly (readonly [names: readonly string[], call: string])[] = [
  [['GetCommand', 'get', 'GetItemCommand', 'getItem'], 'dynamodb:GetItem'],
  [['findById'], 'mongoose.findById'],
];

const MOST_CALLS = 60;
