import pMap from 'p-map';
import { attempt } from '../../app/collectors.ts';
import { type Known, unknown } from '../../core/known.ts';
import {
  type AdvisoriesByPurl,
  advisoriesFor,
  ecosystems,
  type OsvRecord,
  type Package,
  parseOsvRecord,
  upgradeTargets,
} from '../../engines/packages/index.ts';
import { type Feed, type FeedOptions, feed } from './feed.ts';
import { type Named, osvQueries } from './osv-queries.ts';

export interface OsvOptions extends FeedOptions {
  /** OSV's own, or a mirror of it, without a slash at its end. */
  readonly baseUrl: string;
}

/** Records in flight at once. */
const CONCURRENCY = 10;

/** A feed that hangs would take the night: after so many failures in a row, no other record is asked for. */
const MOST_FAILED = 10;

/** An upgrade may run into advisories of its own, and the next one too: so far it is followed. */
const LOOKS_AHEAD = 3;

/**
 * Asks OSV which advisories stand against packages, and against the versions to which they would
 * be upgraded. A record is read once for as long as the process lives and the record stays as it is.
 *
 * @param targets the packages of each: what OSV takes no question about spoils those of one alone.
 * @returns a package that OSV takes no question about, or whose record is unreadable, is not in it.
 * @throws when the feed cannot be reached, or answers what it should not.
 */
export function osvAdvisories({ baseUrl, ...options }: OsvOptions) {
  const match = matcher(baseUrl, feed(options));

  return async (targets: readonly (readonly Package[])[]): Promise<AdvisoriesByPurl> => {
    const installed = distinct(targets.flat());
    const byPurl = new Map(installed.map((one) => [one.purl, one]));
    const own = targets.map((all) => [
      ...new Set(all.flatMap(({ purl }) => byPurl.get(purl) ?? [])),
    ]);
    let advisories = await match(own);

    for (let look = 0; look < LOOKS_AHEAD; look += 1) {
      const targets = upgradeTargets(installed, advisories);
      const unseen = distinct(targets).filter(({ purl }) => !advisories.has(purl));
      if (unseen.length === 0) break;

      advisories = new Map([...advisories, ...(await match([unseen]))]);
    }

    return advisories;
  };
}

function matcher(baseUrl: string, read: Feed) {
  const namedFor = osvQueries(baseUrl, read);
  const recordOf = oncePerRecord(async (id) =>
    parseOsvRecord(await read(`${baseUrl}/v1/vulns/${encodeURIComponent(id)}`)),
  );

  return async (targets: readonly (readonly Package[])[]): Promise<AdvisoriesByPurl> => {
    const named = await namedFor(targets);
    const wanted = new Map([...named.values()].flat().map((one) => [keyOf(one), one]));
    const ask = untilItFails(recordOf);
    const records = new Map(
      await pMap(wanted, async ([key, one]) => [key, await ask(one)] as const, {
        concurrency: CONCURRENCY,
      }),
    );

    return new Map(
      packagesIn(named, records).map(([one, found]) => [one.purl, advisoriesFor(found, one)]),
    );
  };
}

/** Those whose records could all be read. @throws when that is none. */
function packagesIn(
  named: ReadonlyMap<Package, readonly Named[]>,
  records: ReadonlyMap<string, Known<OsvRecord>>,
): readonly (readonly [Package, readonly OsvRecord[]])[] {
  const read = [...named].flatMap(([one, ids]) => {
    const found = ids.flatMap((id) => {
      const record = records.get(keyOf(id));
      return record?.known ? [record.value] : [];
    });
    return found.length === ids.length ? [[one, found] as const] : [];
  });
  const failed = [...records.values()].find(({ known }) => !known);

  if (read.length === 0 && failed && !failed.known) throw new Error(failed.reason);
  return read;
}

/** One of each purl. What a later version stored may be of an ecosystem that this one does not know. */
function distinct(packages: readonly Package[]): readonly Package[] {
  const known = packages.filter(({ ecosystem }) => ecosystems.includes(ecosystem));

  return [...new Map(known.map((installed) => [installed.purl, installed])).values()];
}

function untilItFails(read: (one: Named) => Promise<OsvRecord>) {
  let failed = 0;

  return async (one: Named): Promise<Known<OsvRecord>> => {
    if (failed >= MOST_FAILED) return unknown('too many records could not be read');

    const answer = await attempt(() => read(one));
    failed = answer.known ? 0 : failed + 1;
    return answer;
  };
}

/** What failed is not kept, so that the next night asks again. */
function oncePerRecord(read: (id: string) => Promise<OsvRecord>) {
  const records = new Map<string, Promise<OsvRecord>>();

  return async (one: Named): Promise<OsvRecord> => {
    const record = records.get(keyOf(one)) ?? read(one.id);
    records.set(keyOf(one), record);

    try {
      return await record;
    } catch (error) {
      records.delete(keyOf(one));
      throw error;
    }
  };
}

function keyOf({ id, modified }: Named): string {
  return `${id} ${modified}`;
}
