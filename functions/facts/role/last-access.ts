import type { LastAccessReader } from '../../app/account-readers.ts';
import { perChunkKnown } from '../../app/collectors.ts';
import type { Clock, Collector, FactStore } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import {
  couldBeUnused,
  couldShowMore,
  type LastAccess,
  type RolePermissions,
  type ServiceAccess,
} from '../../engines/iam/index.ts';
import {
  type AccessAnswer,
  type AccessMemory,
  accessMemory,
  daysBefore,
  hasMovedOn,
  isDue,
  isSettled,
  isWorthWriting,
  lastAccessIn,
  mayBeUsedSince,
  memoryAfter,
  toBeAskedAgain,
} from '../access-memory.ts';
import { defineFact, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';
import { NOT_YET } from '../turns.ts';

/**
 * When it last used what it is allowed; undefined while nothing could be said to be unused: it
 * is too young, an administrator, or allowed no more than what any function needs.
 */
export const lastAccessFact = defineFact({
  key: 'lastAccess',
  about: ['role'],
  value: typed<LastAccess | undefined>(),
  words: 'when it last used what it is allowed',
  grants: [
    { action: 'iam:GenerateServiceLastAccessedDetails', on: 'any role' },
    { action: 'iam:GetServiceLastAccessedDetails', on: 'everything' },
    ...keepsStored,
  ],
});

type Role = Target<'role'>;
type Answers = Awaited<ReturnType<LastAccessReader['read']>>;

export interface LastAccessProps {
  readonly reader: LastAccessReader;
  readonly facts: FactStore;
  readonly clock: Clock;
  /** Length of the window. */
  readonly days: number;
  readonly permissions: Collector<Role, RolePermissions>;
  readonly sharers: Collector<Role, readonly string[]>;
  readonly createdAt: Collector<Role, string | undefined>;
  /** When any request was last made as it; undefined: never, for as long as IAM remembers. */
  readonly lastUsedAt: Collector<Role, string | undefined>;
  /** Whether one of which nothing is kept waits for its night: it is one of very many, and not new. */
  readonly mayWait: Collector<Role, boolean>;
}

const KIND = 'last-access';

/**
 * When roles last used what they are allowed. IAM is asked about a role that is new or changed at
 * once, and about any other on one night of the week, from the first one on where there are very
 * many; what it said is kept until then (ADR 0008), and for longer while it could say nothing else (ADR 0099).
 */
export function lastAccessInTurn(props: LastAccessProps): Collector<Role, LastAccess | undefined> {
  return perChunkKnown(async (roles) => {
    const seen = await seenTonight(roles, props);
    const due = [...seen].filter(([, role]) => role.known && role.value.isDue);
    const answers = await answersAbout(
      due.map(([arn]) => arn),
      props,
    );

    const judged = new Map(
      [...seen].map(([arn, role]) => [arn, accessOf(role, answers.get(arn), props)]),
    );
    await remember(judged, props);
    return new Map([...judged].map(([arn, { fact }]) => [arn, fact]));
  });
}

interface SeenRole {
  readonly before: AccessMemory | undefined;
  readonly after: AccessMemory;
  /** Something that it is allowed could be unused, and it has had the time to use it. */
  readonly isAskedFor: boolean;
  readonly isDue: boolean;
}

async function seenTonight(roles: readonly Role[], props: LastAccessProps) {
  const [permissions, sharers, created, used, waiting, stored] = await Promise.all([
    props.permissions(roles),
    props.sharers(roles),
    props.createdAt(roles),
    props.lastUsedAt(roles),
    props.mayWait(roles),
    props.facts.read(
      KIND,
      roles.map(({ arn }) => arn),
    ),
  ]);
  const at = props.clock().toISOString();

  return new Map(
    roles.map((role): [string, Known<SeenRole>] => {
      const facts = {
        permissions: permissions.get(role.arn) ?? leftOut,
        sharers: sharers.get(role.arn) ?? leftOut,
        createdAt: created.get(role.arn) ?? leftOut,
      };
      if (!facts.permissions.known) return [role.arn, facts.permissions];
      if (facts.permissions.incomplete) return [role.arn, unknown(facts.permissions.incomplete)];
      if (!facts.sharers.known) return [role.arn, facts.sharers];
      if (!facts.createdAt.known) return [role.arn, facts.createdAt];

      const before = memoryIn(stored.get(role.arn));
      const tonight = {
        permissions: facts.permissions.value,
        sharers: facts.sharers.value,
        createdAt: facts.createdAt.value,
        lastUsedAt: used.get(role.arn) ?? leftOut,
        mayWait: waits(waiting.get(role.arn)),
        at,
      };
      return [role.arn, { known: true, value: seenRole(role, tonight, before, props) }];
    }),
  );
}

const leftOut = { known: false, reason: 'it has not been read' } as const;

interface Tonight {
  readonly permissions: RolePermissions;
  readonly sharers: readonly string[];
  readonly createdAt: string | undefined;
  readonly lastUsedAt: Known<string | undefined>;
  readonly mayWait: boolean;
  readonly at: string;
}

function waits(mayWait: Known<boolean> | undefined): boolean {
  return mayWait?.known === true && mayWait.value;
}

function seenRole(
  role: Role,
  tonight: Tonight,
  before: AccessMemory | undefined,
  { days }: LastAccessProps,
): SeenRole {
  const { permissions, createdAt, mayWait, at } = tonight;
  const after = memoryAfter(before, tonight);
  const since = daysBefore(at, days);
  const isOld = createdAt !== undefined && createdAt < since && isSettled(after, since);
  const isAskedFor = isOld && couldBeUnused(permissions, role, at);

  return {
    before,
    after,
    isAskedFor,
    isDue:
      isAskedFor &&
      isDue(role.arn, before, after, mayWait, (answer) =>
        couldSayMore(answer, after, { role, tonight, days }),
      ),
  };
}

/**
 * Whether IAM could say of a role what its last answer does not: the window has moved on, or the role may
 * have been used since for something that is not in use.
 */
function couldSayMore(
  answer: AccessAnswer,
  memory: AccessMemory,
  { role, tonight, days }: { role: Role; tonight: Tonight; days: number },
): boolean {
  const { permissions, lastUsedAt, at } = tonight;
  if (hasMovedOn(answer, memory, days, at)) return true;

  const lastAccess = lastAccessIn(answer, memory, days);
  return (
    mayBeUsedSince(answer, lastUsedAt, at) &&
    couldShowMore({ permissions, configuration: role, now: at, lastAccess })
  );
}

/** What is damaged is as good as absent. */
function memoryIn(stored: unknown): AccessMemory | undefined {
  const parsed = accessMemory.safeParse(stored);

  return parsed.success ? parsed.data : undefined;
}

async function answersAbout(
  roles: readonly string[],
  { reader }: LastAccessProps,
): Promise<Answers> {
  return roles.length > 0 ? reader.read(roles) : new Map();
}

interface RoleAccess {
  readonly fact: Known<LastAccess | undefined>;
  /** To be stored; undefined where IAM did not answer, so that it is asked again. */
  readonly memory?: AccessMemory | undefined;
}

function accessOf(
  role: Known<SeenRole>,
  asked: Known<readonly ServiceAccess[]> | undefined,
  { days }: LastAccessProps,
): RoleAccess {
  if (!role.known) return { fact: role };
  const { before, after, isAskedFor } = role.value;

  if (asked && !asked.known) {
    return { fact: asked, ...(before && !before.answer && { memory: toBeAskedAgain(after) }) };
  }
  const memory = asked ? { ...after, answer: { at: after.at, services: asked.value } } : after;
  const isWritten = asked !== undefined || isWorthWriting(before, after);
  const value = isAskedFor && memory.answer ? lastAccessIn(memory.answer, memory, days) : undefined;

  return {
    fact:
      isAskedFor && !memory.answer
        ? unknown(role.value.isDue ? 'IAM left it out of its answer' : NOT_YET)
        : { known: true, value },
    ...(isWritten && { memory }),
  };
}

async function remember(
  judged: ReadonlyMap<string, RoleAccess>,
  { facts }: LastAccessProps,
): Promise<void> {
  const memories = new Map(
    [...judged].flatMap(([arn, { memory }]) => (memory ? [[arn, memory] as const] : [])),
  );

  if (memories.size > 0) await facts.write(KIND, memories);
}
