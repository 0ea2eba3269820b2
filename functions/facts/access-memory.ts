import * as z from 'zod/mini';
import { fingerprint } from '../core/fingerprint.ts';
import type { Known } from '../core/known.ts';
import {
  isWithin,
  type LastAccess,
  namedServices,
  type RolePermissions,
  type ServiceAccess,
  serviceAccess,
} from '../engines/iam/index.ts';
import { FRESH_MS, isDueAgain, isDueFirst, isTurn, msBetween, TURNS } from './turns.ts';

/** What is kept of a role from night to night, for IAM does not report since when it is allowed what. */
export interface AccessMemory {
  /** When this was written. ISO 8601 in UTC. */
  readonly at: string;
  /** Of what it is allowed, and of whom it serves. */
  readonly mark: string;
  /** Services that its policies name, and `*`: when they came, empty for those that were there. */
  readonly services: Readonly<Record<string, string>>;
  /** Marks of the functions that have run as it. */
  readonly functions: readonly string[];
  /** When the last of them came; empty where all were there when it was first seen. */
  readonly joinedAt: string;
  /** What IAM said, and when. */
  readonly answer?: AccessAnswer | undefined;
}

export interface AccessAnswer {
  readonly at: string;
  readonly services: readonly ServiceAccess[];
}

/** As it is stored. */
export const accessMemory = z.object({
  at: z.string(),
  mark: z.string(),
  services: z.record(z.string(), z.string()),
  functions: z.array(z.string()),
  joinedAt: z.string(),
  answer: z.optional(z.object({ at: z.string(), services: z.array(serviceAccess) })),
});

/** A role as it is tonight. */
export interface RoleTonight {
  readonly permissions: RolePermissions;
  /** ARNs of functions. */
  readonly sharers: readonly string[];
  /** ISO 8601 in UTC. */
  readonly at: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** After so many days an unused role is asked about all the same. */
const MOST_UNUSED_MS = 4 * TURNS * DAY_MS;
/** Four hours, as a rule. */
const KNOWN_LATE_MS = 2 * DAY_MS;
/** More functions of one role than any account has for long. */
const MOST_FUNCTIONS = 5_000;

/** The memory after tonight; what IAM said is kept until it says something else. */
export function memoryAfter(before: AccessMemory | undefined, tonight: RoleTonight): AccessMemory {
  const { permissions, sharers, at } = tonight;
  const came = before ? at : '';
  const functions = sharers.map((arn) => fingerprint(arn).slice(0, 12));
  const known = new Set(before?.functions);
  const joined = functions.filter((mark) => !known.has(mark));

  return {
    at,
    mark: fingerprint(JSON.stringify(permissions), ...functions.toSorted()),
    services: Object.fromEntries(
      [...namedServices(permissions)].map((name) => [name, before?.services[name] ?? came]),
    ),
    functions: [...(before?.functions ?? []), ...joined].slice(-MOST_FUNCTIONS),
    joinedAt: joined.length > 0 ? came : (before?.joinedAt ?? ''),
    answer: before?.answer,
  };
}

/** Whether it has to be stored: it says something else, or the table will soon forget it. */
export function isWorthWriting(before: AccessMemory | undefined, after: AccessMemory): boolean {
  return before?.mark !== after.mark || msBetween(before.at, after.at) > FRESH_MS;
}

/**
 * Whether IAM is to be asked: about what is new or changed at once, else on the role's own night, where it
 * could say something else than the last time.
 *
 * @param mayWait whether one of which nothing is kept is one of very many, and not new.
 * @param couldSayMore whether it could, of an answer that is some nights old.
 */
export function isDue(
  arn: string,
  before: AccessMemory | undefined,
  { mark, at }: AccessMemory,
  mayWait: boolean,
  couldSayMore: (answer: AccessAnswer) => boolean,
): boolean {
  if (!before) return !mayWait || isTurn(arn, at);
  if (before.mark !== mark) return true;

  return before.answer
    ? isDueAgain(arn, before.answer.at, at) && couldSayMore(before.answer)
    : isDueFirst(arn, before.at, at);
}

/**
 * Whether a role may have been used since IAM was asked about it. IAM knows of a use hours later, and it is not
 * documented that the one date counts all that the report counts: so that holds for some weeks only, and not at
 * all where the report has a later date than that.
 *
 * @param lastUsedAt undefined: never, for as long as IAM remembers.
 *
 * Source: "Refine permissions in AWS using last accessed information" (IAM User Guide) for the hours.
 */
export function mayBeUsedSince(
  { at: askedAt, services }: AccessAnswer,
  lastUsedAt: Known<string | undefined>,
  at: string,
): boolean {
  if (!lastUsedAt.known || msBetween(askedAt, at) >= MOST_UNUSED_MS) return true;

  const used = lastUsedAt.value;
  const reported = lastOf(services);
  if (used === undefined) return reported !== undefined;

  return (
    msBetween(used, askedAt) < KNOWN_LATE_MS ||
    (reported !== undefined && msBetween(used, reported) > KNOWN_LATE_MS)
  );
}

/** The latest date of a report. */
function lastOf(services: readonly ServiceAccess[]): string | undefined {
  return services
    .flatMap(({ lastAt, actions }) => [lastAt, ...actions.map((action) => action.lastAt)])
    .filter((at) => at !== undefined)
    .toSorted()
    .at(-1);
}

/** Whether what the answer says is within the window, or allowed only of late, is no longer. */
export function hasMovedOn(
  answer: AccessAnswer,
  memory: AccessMemory,
  days: number,
  at: string,
): boolean {
  const [then, now] = [answer.at, at].map((end) =>
    marksOf(lastAccessIn({ ...answer, at: end }, memory, days)),
  );

  return then !== now;
}

/** Of what is said to be in use, and of what is said to be allowed only of late. */
function marksOf(lastAccess: LastAccess): string {
  const { services, recent } = lastAccess;
  const used = services.flatMap(({ service, lastAt, actions }) =>
    [{ name: service, lastAt }, ...actions]
      .filter((each) => isWithin(each.lastAt, lastAccess))
      .map(({ name }) => name),
  );

  return JSON.stringify([used, recent]);
}

/** After a night on which IAM did not answer: the next one asks again. */
export function toBeAskedAgain(memory: AccessMemory): AccessMemory {
  return { ...memory, mark: '' };
}

/** Whether its youngest function has been there for the whole of the window. */
export function isSettled({ joinedAt }: AccessMemory, since: string): boolean {
  return joinedAt < since;
}

/** @param days length of the window. */
export function lastAccessIn(
  { at, services }: AccessAnswer,
  memory: AccessMemory,
  days: number,
): LastAccess {
  const since = daysBefore(at, days);
  const recent = Object.entries(memory.services).filter(([, came]) => came >= since);

  return { days, since, services, recent: recent.map(([service]) => service) };
}

/** ISO 8601 in UTC. */
export function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * DAY_MS).toISOString();
}
