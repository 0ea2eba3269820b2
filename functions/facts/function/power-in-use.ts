import { attempt } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import type { HandedOut } from '../../core/handed-out.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { SdkCalls } from '../../core/sdk-calls.ts';
import { rankOf } from '../../core/severity.ts';
import { accountOf, type FunctionTarget, partitionOf, regionOf } from '../../core/target.ts';
import type { Weakness, WeaknessKind } from '../../core/weakness.ts';
import type { PowerInUse } from '../../domain/exposure/given-power.ts';
import { keptElsewhere, type TableWriters } from '../../domain/exposure/kept-elsewhere.ts';
import { operationNames } from '../../domain/permissions/operation-names.ts';
import type { PlainCode } from '../../engines/archive/index.ts';
import { type CodePower, codePowerOf } from '../../engines/iam/index.ts';
import { databaseDrivers, type Package } from '../../engines/packages/index.ts';
import {
  type EnvironmentSecret,
  type FileSecret,
  opensSomething,
  shownEnvironment,
} from '../../engines/secrets/index.ts';
import { isAnalysed } from '../code-of-open.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type FunctionCallNote, functionCallNotes } from '../function-calls.ts';
import { tableWriters } from '../kept-tables.ts';
import { readsFindings } from '../open-authorizers.ts';
import { type Exposures, openAmong } from '../open-exposures.ts';
import type { ReportedFaults } from '../reported-faults.ts';
import { keepsStored } from '../table-grants.ts';

/**
 * What it does with its role, and with secrets of its own; undefined where neither an open route, an open load balancer nor an
 * open rule of AWS IoT leads to it, and it has no URL.
 */
export const powerInUseFact = defineFact({
  key: 'powerInUse',
  about: ['function'],
  value: typed<PowerInUse | undefined>(),
  words: 'what its code does with its role and secrets',
  grants: [...keepsStored, ...readsFindings],
});

/** What code does, as far as that is known. */
export interface CodeDoings {
  readonly sdkCalls: Known<SdkCalls>;
  /** Where no other calls are possible. */
  readonly plainCode: PlainCode | undefined;
  /** Whether nothing in its own code hints at others. */
  readonly showsCalls: boolean;
  readonly weaknesses: Known<readonly Weakness[]>;
  /** What it signs for anyone who asks. */
  readonly handedOut?: readonly HandedOut[] | undefined;
  /** In its files. The values are not in here. */
  readonly secrets: Known<readonly FileSecret[]>;
  readonly packages: Known<readonly Package[]>;
}

/** As the code scanner has last stored it. By ARN. */
type CodeDoingsReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<CodeDoings>>>;

interface PowerInUseProps extends Exposures {
  readonly facts: FactStore;
  readonly read: CodeDoingsReader;
  /** Of the engine of archives, which the facts do not bring: each command that names one would load it. */
  readonly environmentKey: (target: FunctionTarget) => string;
  readonly reported: ReportedFaults;
}

/**
 * Of functions that anyone comes to, for no check needs it of others: from what the code scanner has
 * stored of their code and of their environments. Where it has not seen one as it is now, nothing can
 * be weighed. What it never sees counts as done, and as not held.
 */
export function powerInUse(props: PowerInUseProps): FactCollector<typeof powerInUseFact> {
  return async (targets) => {
    const among = await openAmong(targets, props);
    const open = targets.filter(({ arn }) => among.has(arn));
    const seen = open.length > 0 ? await attempt(() => seenOf(open, props)) : noneAsked;

    return new Map(
      await Promise.all(
        targets.map(async (target) => {
          if (!open.includes(target)) return [target.arn, notAsked] as const;
          if (!seen.known) return [target.arn, unweighed(seen.reason)] as const;

          return [target.arn, await inUse(target, seen.value, props)] as const;
        }),
      ),
    );
  };
}

/** What the code scanner has stored, of all that are asked for. */
interface Seen {
  readonly code: ReadonlyMap<string, Known<CodeDoings>>;
  readonly notes: ReadonlyMap<string, FunctionCallNote>;
  /** By their keys. */
  readonly environments: ReadonlyMap<string, unknown>;
  /** What functions keep in the tables of a region. */
  readonly tables: ReadonlyMap<string, TableWriters>;
}

async function seenOf(
  targets: readonly FunctionTarget[],
  { facts, read, environmentKey }: PowerInUseProps,
): Promise<Seen> {
  const analysed = targets.filter(isAnalysed);
  const [code, notes, environments] = await Promise.all([
    read(analysed),
    functionCallNotes(facts).read(targets.map(({ arn }) => arn)),
    facts.read('environment', targets.map(environmentKey)),
  ]);

  const answering = analysed.filter(({ arn }) => handsItems(code.get(arn)));
  const regions = [...new Set(answering.map(({ region }) => region))];
  // What others keep makes a way in worse, and never better: where it cannot be read, nothing waits for it.
  const tables = await attempt(() => tableWriters(facts, regions));

  return { code, notes, environments, tables: tables.known ? tables.value : new Map() };
}

async function inUse(
  target: FunctionTarget,
  { code, notes, environments, tables }: Seen,
  { environmentKey, reported }: PowerInUseProps,
): Promise<Known<PowerInUse | undefined>> {
  const note = notes.get(target.arn);
  const doings = isAnalysed(target) ? (code.get(target.arn) ?? notSeen) : undefined;
  const stored = secretsIn(environments.get(environmentKey(target)));
  const isCurrent = stored !== undefined || note?.configuration === environmentKey(target);

  const known = doings?.known ? doings.value : undefined;
  const plain = known && plainCodeOf(known);
  const mayShow = known && !plain && mayShowCalls(known);
  const isWeak = await attempt(async () => mayShow === true && reported.hasWeakPackage(target.arn));
  const start = await attempt(async () =>
    known && isNotStarting(known) ? reported.startFault(target.arn) : undefined,
  );
  const reason = joinedReasons([
    doings?.known === false ? doings.reason : undefined,
    ...(known ? unknownIn(known) : []),
    isCurrent ? undefined : 'the code scanner has not read its environment as it is now',
    isWeak.known ? undefined : isWeak.reason,
    start.known ? undefined : start.reason,
  ]);

  const shown = mayShow && isWeak.known && !isWeak.value && codePower(target, known.sdkCalls, note);
  // What it holds beside its role has to be known: what reads may change something by that.
  const isFollowed = known && isCurrent && isSeenWhole(known) && isWithoutFault(known);
  const followed = isFollowed ? codePower(target, known.sdkCalls, note) : undefined;
  const handsOut = keptElsewhere(known?.handedOut ?? [], {
    variables: note?.variables.known ? note.variables.value : undefined,
    writers: tables.get(target.region) ?? new Map(),
  });
  const does = plain && codePower(target, known.sdkCalls, note);
  const value = {
    code: does && {
      ...does,
      // A fault of a package would give more than the code does.
      gives: does.gives === 'little' && plain.packages.length > 0 ? 'something' : does.gives,
    },
    secrets: [
      ...(stored ?? []).filter(({ variable }) => mayRead(plain, variable)).map(inWords),
      ...(known ? heldBy(known, plain) : []),
    ],
    ...(shown && { seen: shown }),
    ...(followed && { followed }),
    ...(handsOut.length > 0 && { handsOut }),
    ...(start.known && start.value !== undefined && { startFault: start.value }),
  };
  return { known: true, value, ...(reason !== undefined && { unweighed: reason }) };
}

function codePower(
  { arn, name }: FunctionTarget,
  calls: Known<SdkCalls>,
  note: FunctionCallNote | undefined,
): CodePower | undefined {
  const place = { partition: partitionOf(arn), region: regionOf(arn), account: accountOf(arn) };
  const variables = note?.variables ?? notSeen;

  return codePowerOf({ name, place, calls, variables, platform: {} }, operationNames);
}

function handsItems(code: Known<CodeDoings> | undefined): boolean {
  return (
    code?.known === true && code.value.handedOut?.some(({ kind }) => kind === 'items') === true
  );
}

/** Undefined where nothing is stored that could be read. */
function secretsIn(stored: unknown): readonly EnvironmentSecret[] | undefined {
  return shownEnvironment
    .safeParse(stored)
    .data?.secrets.filter(({ kind, variable }) => opensSomething(kind, variable));
}

function inWords({ kind, variable }: EnvironmentSecret): string {
  return `the variable ${variable} (${kind})`;
}

/** Whether the code may get at a variable; so may the runtime and AWS's SDKs at theirs. */
function mayRead(plain: PlainCode | undefined, variable: string): boolean {
  if (!plain) return true;

  return (
    plain.variables.includes(variable) ||
    (plain.packages.length > 0 && /^(?:APOLLO|ENGINE|FLASK)_/.test(variable)) ||
    /^(?:AMAZON|AWS|BOTO|NODE|PYTHON)|PROXY/i.test(variable)
  );
}

/** What else it might do is not known where a part of it is not. */
function plainCodeOf(doings: CodeDoings): PlainCode | undefined {
  const { plainCode } = doings;
  const isSound = plainCode?.packages.length === 0 || isWithoutFault(doings);

  return isSeenWhole(doings) && isSound ? plainCode : undefined;
}

function isSeenWhole({ secrets, packages }: CodeDoings): boolean {
  return secrets.known && packages.known;
}

/** Whether what is seen of its calls may be said to be all, but for what no one can see. */
function mayShowCalls(doings: CodeDoings): boolean {
  const { showsCalls, secrets, packages } = doings;

  const arePackagesSeen = packages.known && packages.incomplete === undefined;

  return showsCalls && secrets.known && arePackagesSeen && isWithoutFault(doings);
}

function isNotStarting({ weaknesses }: CodeDoings): boolean {
  return weaknesses.known && weaknesses.value.some(({ kind }) => kind === 'does-not-start');
}

/** By a fault of code that has packages, a caller may do more with it than it does. */
function isWithoutFault({ weaknesses }: CodeDoings): boolean {
  return (
    weaknesses.known &&
    weaknesses.incomplete === undefined &&
    !weaknesses.value.some(({ kind }) => taking.has(kind))
  );
}

const taking: ReadonlySet<WeaknessKind> = new Set<WeaknessKind>([
  'command-injection',
  'event-code-execution',
  'path-traversal',
  'query-injection',
  'server-side-request-forgery',
  'unsafe-deserialization',
  'xml-external-entity',
]);

/** What is not known is not held, and what was seen before is there all the same. */
function unknownIn({ secrets, packages }: CodeDoings): readonly (string | undefined)[] {
  return [secrets, packages].map((fact) => (fact.known ? undefined : fact.reason));
}

/** A database asks for some, wherever they are. Plain code has no driver, and reads no other file than it imports. */
function heldBy(
  { secrets, packages }: CodeDoings,
  plain: PlainCode | undefined,
): readonly string[] {
  const inFiles = secrets.known ? secrets.value : [];
  const reached = inFiles.filter(({ path }) => !plain || plain.files.includes(path));
  const files = reached.flatMap(inFile);
  const drivers = packages.known && !plain ? databaseDrivers(packages.value) : [];

  return [...files, ...drivers.map((name) => `those of a database (${name})`)];
}

function inFile({ kind, name, path, line, severity }: FileSecret): readonly string[] {
  const isLive = rankOf(severity) >= rankOf('medium');

  return isLive && opensSomething(kind, name) ? [`${path}, line ${line} (${kind})`] : [];
}

function unweighed(reason: string): Known<PowerInUse | undefined> {
  return { known: true, value: undefined, unweighed: reason };
}

const notSeen = unknown('the code scanner has not analysed it');
const notAsked: Known<PowerInUse | undefined> = { known: true, value: undefined };
const noneAsked: Known<Seen> = {
  known: true,
  value: { code: new Map(), notes: new Map(), environments: new Map(), tables: new Map() },
};
