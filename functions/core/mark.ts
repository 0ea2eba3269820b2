import * as z from 'zod/mini';
import { compareTexts } from './compare-texts.ts';
import { fingerprint } from './fingerprint.ts';

/**
 * What a finding stands for beside its subject, thing by thing, in any order. Who accepts the
 * finding accepts these and no others. Names are identities, as subjects are: the same every night.
 */
export type Mark = readonly MarkedThing[];

/** All that one thing is called, for readers the first: an advisory has aliases. */
export type MarkedThing = string | readonly [string, ...string[]];

/**
 * A mark as it is stored with its finding: in names, while these are short; else in a digest of each
 * name, which are joined; of very many in one digest, so that whatever changes is new.
 */
export type KeptMark = Readonly<z.infer<typeof keptMarkSchema>>;

export const keptMarkSchema = z.union([
  z.object({ things: z.array(z.array(z.string())) }),
  z.object({ digests: z.string() }),
  z.object({ whole: z.string() }),
]);

/** Characters of all names together. */
const MOST_NAMES = 8_000;

/** Of 80 bits each: 160 KB, which an item of 400 KB has room for beside the largest finding. */
const MOST_DIGESTS = 10_000;
const DIGEST_LENGTH = 16;

/** The same for the same things in whichever order, however often each is named. */
export function keptMark(mark: Mark): KeptMark {
  const things = unitedThings(mark);
  const names = things.flat();
  const isShort = names.reduce((sum, name) => sum + name.length, 0) <= MOST_NAMES;
  // Half a character is stored as another one.
  if (isShort && names.every((name) => name.isWellFormed())) return { things };

  return digested(names.map(digestOf));
}

/** For readers, the things that are not in what is kept. */
export function newIn(mark: Mark, kept: KeptMark): readonly string[] {
  const isKept = keeps(kept, mark);

  return unitedThings(mark)
    .filter((names) => !names.some(isKept))
    .flatMap(([first]) => first ?? []);
}

/** Whether a name is among what is kept; of what is kept in one digest, each may be. */
export function mayKeep(kept: KeptMark, name: string): boolean {
  return 'whole' in kept || keeps(kept, [])(name);
}

/** What is kept, and besides it what a look at a part has shown. */
export function keptWith(kept: KeptMark, mark: Mark): KeptMark {
  if ('things' in kept) return keptMark([...kept.things.flatMap(thingOf), ...mark]);
  if ('whole' in kept) return kept;

  return digested([...digestsIn(kept.digests), ...unitedThings(mark).flat().map(digestOf)]);
}

export function isSameMark(one: KeptMark | undefined, other: KeptMark | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** For readers, what is kept: empty where it is kept in digests. */
export function namesIn(kept: KeptMark | undefined): readonly string[] {
  return kept && 'things' in kept ? kept.things.flatMap(([first]) => first ?? []) : [];
}

/**
 * An amount, for a finding that more of the same makes worse, by the powers that it has come to: the
 * next one is new, and what lies between is not.
 *
 * @param what the unit, in the plural.
 */
export function powersIn(amount: number, what: string, base = 2): Mark {
  const names: string[] = [];
  for (let power = 1; power <= amount; power *= base) names.push(`${power} ${what} or more`);

  return names;
}

function keeps(kept: KeptMark, mark: Mark): (name: string) => boolean {
  if ('whole' in kept) {
    const isSame = isSameMark(keptMark(mark), kept);
    return () => isSame;
  }
  if ('things' in kept) {
    const names = new Set(kept.things.flat());
    return (name) => names.has(name);
  }

  const digests = new Set(digestsIn(kept.digests));
  return (name) => digests.has(digestOf(name));
}

/** Things that share a name are one. Its first name is the first of all that led one of them. */
function unitedThings(mark: Mark): string[][] {
  const things = new Map<string, { readonly heads: Set<string>; readonly names: Set<string> }>();

  for (const thing of mark) {
    const [head, ...aliases] = typeof thing === 'string' ? [thing] : thing;
    const same = [head, ...aliases].flatMap((name) => things.get(name) ?? []);
    const [largest = { heads: new Set(), names: new Set() }, ...others] = [...new Set(same)].sort(
      (a, b) => b.names.size - a.names.size,
    );

    largest.heads.add(head);
    const added = [head, ...aliases, ...others.flatMap(({ names }) => [...names])];
    for (const other of others) for (const name of other.heads) largest.heads.add(name);
    for (const name of added) {
      largest.names.add(name);
      things.set(name, largest);
    }
  }

  return [...new Set(things.values())]
    .map(({ heads, names }) => {
      const [first = ''] = [...heads].sort(compareTexts);

      return [first, ...[...names].filter((name) => name !== first).sort(compareTexts)];
    })
    .sort(([a = ''], [b = '']) => compareTexts(a, b));
}

function thingOf([first, ...others]: readonly string[]): Mark {
  return first === undefined ? [] : [[first, ...others]];
}

function digested(digests: readonly string[]): KeptMark {
  const all = [...new Set(digests)].sort(compareTexts).join('');

  return all.length <= MOST_DIGESTS * DIGEST_LENGTH
    ? { digests: all }
    : { whole: fingerprint(all) };
}

function digestsIn(digests: string): readonly string[] {
  return Array.from({ length: digests.length / DIGEST_LENGTH }, (_, index) =>
    digests.slice(index * DIGEST_LENGTH, (index + 1) * DIGEST_LENGTH),
  );
}

/** The first 80 bits. */
function digestOf(name: string): string {
  return BigInt(`0x${fingerprint(name).slice(0, 20)}`)
    .toString(36)
    .padStart(DIGEST_LENGTH, '0');
}
