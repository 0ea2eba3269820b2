import * as z from 'zod/mini';
import { type Severity, severities } from '../../core/severity.ts';
import type { Advisory } from './advisory.ts';
import { withoutTwins } from './advisory-twins.ts';
import { type AffectedVersions, affects } from './affected.ts';
import { cvssSeverity } from './cvss.ts';
import { inBrief } from './in-brief.ts';
import { normalisedName, type Package } from './package.ts';
import type { FaultyImport } from './programs/function-marks.ts';
import { versionOrders } from './version-orders.ts';

/** What is needed of a record. Source: "OSV schema" 1.7. */
export type OsvRecord = z.infer<typeof osvRecord>;

/** @throws when it is no OSV record: an unreadable advisory is not a harmless one. */
export function parseOsvRecord(json: unknown): OsvRecord {
  return osvRecord.parse(json);
}

/** Those of the records that stand and affect this version of the package, each fault once. */
export function advisoriesFor(
  records: readonly OsvRecord[],
  installed: Package,
): readonly Advisory[] {
  return withoutTwins(records.flatMap((record) => advisoryFrom(record, installed) ?? []));
}

/** Of all packages of npm that the record is about. One that was withdrawn is about them too. */
export function npmNamesIn({ affected }: OsvRecord): string[] {
  const named = (affected ?? []).flatMap((entry) => entry.package ?? []);

  return [...new Set(named.flatMap(({ ecosystem, name }) => (ecosystem === 'npm' ? [name] : [])))];
}

const text = z.string().check(z.maxLength(10_000));
const rating = z.object({ type: text, score: text });
const event = z.object({
  introduced: z.optional(text),
  fixed: z.optional(text),
  last_affected: z.optional(text),
  limit: z.optional(text),
});

/** Of Go: what of a module is at fault. Source: "Go Vulnerability Database", schema (go.dev). */
const faultyImport = z.object({
  path: text,
  symbols: z.nullish(z.array(text)),
  goos: z.nullish(z.array(text)),
});

const affectedPackage = z.object({
  ecosystem_specific: z.catch(
    z.nullish(z.object({ imports: z.nullish(z.array(faultyImport)) })),
    undefined,
  ),
  package: z.optional(z.object({ ecosystem: text, name: text })),
  severity: z.nullish(z.array(rating)),
  ranges: z.nullish(z.array(z.object({ type: text, events: z.array(event) }))),
  versions: z.nullish(z.array(text)),
});

const osvRecord = z.object({
  id: z.string().check(z.regex(/^[\w.:-]{1,128}$/)),
  withdrawn: z.nullish(text),
  aliases: z.nullish(z.array(text)),
  summary: z.nullish(z.string()),
  severity: z.nullish(z.array(rating)),
  affected: z.nullish(z.array(affectedPackage)),
  database_specific: z.nullish(
    z.looseObject({
      severity: z.optional(z.unknown()),
      cwe_ids: z.catch(z.nullish(z.array(text)), undefined),
    }),
  ),
});

function advisoryFrom(record: OsvRecord, installed: Package): Advisory | undefined {
  if (record.withdrawn) return undefined;

  const entries = (record.affected ?? []).filter((entry) => isAbout(entry, installed));
  const affected = versionsOf(entries, installed);
  // Where the order of versions is not known, the feed's answer stands: it has named this record for this version.
  if (affects(affected, installed.ecosystem, installed.version) === false) return undefined;

  const severity = severityOf(record, entries);
  const imports = importsOf(entries);
  const weaknesses = record.database_specific?.cwe_ids ?? [];

  return {
    ...(imports && { imports }),
    ...(weaknesses.length > 0 && { weaknesses }),
    id: record.id,
    aliases: record.aliases ?? [],
    severity: severity ?? 'medium',
    rated: severity !== undefined,
    summary: inBrief(record.summary ?? ''),
    url: `https://osv.dev/vulnerability/${record.id}`,
    knownExploited: false,
    affected,
  };
}

type Entry = z.infer<typeof affectedPackage>;

function isAbout(entry: Entry, { ecosystem, name }: Package): boolean {
  // An ecosystem may come with a suffix: `Debian:12`.
  const [base] = entry.package?.ecosystem.split(':') ?? [];

  return (
    base === ecosystem &&
    normalisedName(ecosystem, entry.package?.name ?? '') === normalisedName(ecosystem, name)
  );
}

function versionsOf(entries: readonly Entry[], { ecosystem }: Package): AffectedVersions {
  const { canonical } = versionOrders[ecosystem];
  const listed = entries.flatMap(({ versions }) => versions ?? []);
  const ranges = entries
    .flatMap((entry) => entry.ranges ?? [])
    .filter(({ type }) => type !== 'GIT');

  return {
    versions: listed.map((version) => canonical(version) ?? version),
    ranges: ranges.map(({ events }) => withoutEndless(events).flatMap(eventsOf)),
  };
}

/** Undefined where not all of the entries have any, or where there are too many. */
function importsOf(entries: readonly Entry[]): readonly FaultyImport[] | undefined {
  const listed = entries.map((entry) => entry.ecosystem_specific?.imports ?? []);
  if (entries.length === 0 || listed.some(({ length }) => length === 0)) return undefined;

  // Lambda runs nothing but Linux.
  const imports = listed
    .flat()
    .filter(({ goos }) => !goos || goos.length === 0 || goos.includes('linux'))
    .map(({ path, symbols }) => ({ path, symbols: symbols ?? [] }));
  const size = imports.reduce((sum, { symbols }) => sum + 1 + symbols.length, 0);

  return size <= MOST_SYMBOLS ? imports : undefined;
}

/** Of one advisory: the longest lists have some hundred. */
const MOST_SYMBOLS = 2_000;

/** Of several limits the furthest counts, and `*` is further than any. */
function withoutEndless(events: readonly z.infer<typeof event>[]) {
  const isEndless = events.some(({ limit }) => limit === '*');

  return isEndless ? events.filter(({ limit }) => limit === undefined) : events;
}

function eventsOf({ introduced, fixed, last_affected, limit }: z.infer<typeof event>) {
  const events = [
    { kind: 'introduced', version: introduced },
    { kind: 'fixed', version: fixed },
    { kind: 'lastAffected', version: last_affected },
    { kind: 'limit', version: limit },
  ] as const;

  return events.flatMap(({ kind, version }) => (version === undefined ? [] : [{ kind, version }]));
}

/** The database's own word, else the worst of the scores, else undefined: not rated. */
function severityOf(record: OsvRecord, entries: readonly Entry[]): Severity | undefined {
  if (record.id.startsWith('MAL-')) return 'critical';

  const label = labels.get(String(record.database_specific?.severity).toUpperCase());
  const ratings = [record, ...entries].flatMap(({ severity }) => severity ?? []);
  const scored = ratings.map(({ score }) => cvssSeverity(score));

  return label ?? severities.toReversed().find((severity) => scored.includes(severity));
}

const labels: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MODERATE', 'medium'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);
