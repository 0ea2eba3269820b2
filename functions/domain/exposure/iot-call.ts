import * as z from 'zod/mini';
import { functionIn, type NamedFunction } from './api-route.ts';

/** What of AWS IoT runs functions, as it was read: a rule of messages, or a custom authorizer of clients. */
export interface IotCaller {
  /** A rule that is disabled, or an authorizer that is not active. */
  readonly isOff: boolean;
  readonly runs: readonly IotRun[];
  /** Filter of the topics whose messages a rule takes. */
  readonly topic?: string | undefined;
  /** It is run by what any client connects with: AWS IoT verifies no signature first. */
  readonly isUnsigned?: true | undefined;
}

interface IotRun extends NamedFunction {
  /** A rule or a client waits for the answer of the function; absent of an action, which waits for none. */
  readonly isAwaited?: true;
}

/** What of a rule or an authorizer is stored with the way in that it is. */
export const iotCall = z.object({
  state: z.enum(['on', 'off', 'gone']),
  topic: z.optional(z.string()),
  isUnsigned: z.optional(z.literal(true)),
  isAwaited: z.optional(z.literal(true)),
});

export type IotCall = z.infer<typeof iotCall>;

/** What AWS IoT knows a rule or an authorizer by. */
export interface IotCallerName {
  readonly kind: 'rule' | 'authorizer';
  readonly name: string;
}

/** `rule/NAME` or `authorizer/NAME`; undefined for any other ARN. */
export function iotCallerNamed(arn: string): IotCallerName | undefined {
  const [service, , , resource = ''] = arn.split(':').slice(2);
  const [kind, name, ...others] = resource.split('/');
  const isCaller = kind === 'rule' || kind === 'authorizer';

  return service === 'iot' && isCaller && name && others.length === 0 ? { kind, name } : undefined;
}

/** The filter of topics that a rule's SQL selects from; undefined where it names none, and so takes what is published by its name alone. */
export function topicInSql(sql: string): string | undefined {
  let last = '';
  let at = 0;

  while (at < sql.length) {
    const quote = sql[at] ?? '';
    if (quote === "'" || quote === '"') {
      const end = sql.indexOf(quote, at + 1);
      if (end < 0) return undefined;
      if (last.toLowerCase() === 'from') return sql.slice(at + 1, end);
      last = '';
      at = end + 1;
    } else {
      const word = wordAt(sql, at);
      if (word.trim() !== '') last = word;
      at += word.length;
    }
  }
  return undefined;
}

/** What runs on without a blank or a quote; a blank by itself. */
function wordAt(sql: string, from: number): string {
  let at = from;
  while (at < sql.length && !/[\s'"]/.test(sql[at] ?? '')) at += 1;

  return sql.slice(from, Math.max(at, from + 1));
}

/** The functions that a rule runs in its SQL, by `aws_lambda(ARN, …)`: its message waits for each. */
export function functionsInSql(sql: string): readonly IotRun[] {
  return sql.split(/["'\s]/).flatMap((text) => {
    const named = text.startsWith('arn:') ? functionIn(text) : undefined;

    return named ? [{ ...named, isAwaited: true as const }] : [];
  });
}
