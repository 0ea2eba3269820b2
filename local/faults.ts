import { accessDenied, throttled, type WireAnswer } from './aws-errors.ts';
import type { Asked, Recognised } from './aws-requests.ts';
import type { Call, Caller } from './call.ts';

/** Equal in every field that is given; `operation` matches a transaction's own name too. */
export type Match =
  | Partial<Pick<Call, 'service' | 'operation' | 'action' | 'resource' | 'role' | 'session'>>
  | ((asked: Asked & Caller & Pick<Call, 'region'>) => boolean);

export type FaultAnswer =
  | 'access denied'
  | 'throttled'
  /** Status 200, and a body that cannot be parsed. */
  | 'garbage'
  | 'broken connection'
  /** The true answer, late. */
  | { readonly afterMs: number };

export interface Fault {
  /** Requests that it has answered. */
  hits(): number;
  remove(): void;
}

/** Faults that stay until they are removed, or have hit as often as requested. */
export interface Faults {
  add(match: Match, answer: FaultAnswer, times?: number): Fault;
  /** The answer of the first that a request meets, which counts as a hit. */
  answerFor(recognised: Recognised, caller: Caller): FaultAnswer | undefined;
}

export function standingFaults(): Faults {
  const faults = new Set<StandingFault>();

  return {
    add(match, answer, times = Number.POSITIVE_INFINITY) {
      const fault = { match, answer, times, hits: 0 };
      faults.add(fault);

      return { hits: () => fault.hits, remove: () => faults.delete(fault) };
    },

    answerFor({ asked, region }, caller) {
      const found = [...faults].find(
        ({ match, hits, times }) =>
          hits < times &&
          asked.some((each) => matches(match, { ...each, ...caller, ...(region && { region }) })),
      );
      if (found) found.hits += 1;

      return found?.answer;
    },
  };
}

/** The response to send; undefined where the true one is sent. */
export function faultyAnswer(
  answer: FaultAnswer,
  { protocol, asked }: Recognised,
  caller: Caller,
): WireAnswer | 'broken' | undefined {
  switch (answer) {
    case 'access denied':
      return accessDenied(protocol, asked[0], caller.role ?? 'root');
    case 'throttled':
      return throttled(protocol, asked[0]);
    case 'garbage':
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: '\u0000<{"not an' };
    case 'broken connection':
      return 'broken';
    default:
      return undefined;
  }
}

interface StandingFault {
  readonly match: Match;
  readonly answer: FaultAnswer;
  hits: number;
  readonly times: number;
}

function matches(match: Match, asked: Asked & Caller): boolean {
  if (typeof match === 'function') return match(asked);

  return Object.entries(match).every(
    ([field, wanted]) =>
      asked[field as keyof typeof asked] === wanted ||
      (field === 'operation' && asked.within === wanted),
  );
}
