import { counted } from '../core/amounts.ts';
import { compareTexts } from '../core/compare-texts.ts';
import type { AccountPart } from './account-parts.ts';
import { namedOwners, type Owned } from './ownership.ts';
import { identityOf } from './target-identity.ts';

/** Characters of the names in a line, of the 500 that a line of evidence keeps. */
const MOST_NAMES = 360;

/** ` (payments)`; empty where no owner is known. */
export function ownerInWords(owned: Owned): string {
  const [owner] = namedOwners(owned, 'owner');

  return owner === undefined ? '' : ` (${owner.slice(0, 60)})`;
}

/** `payments: orders, refunds`, a line or more for each owner: the owner of the most first, and those without last. */
export function partsByOwner(parts: readonly AccountPart<unknown>[]): readonly string[] {
  const byOwner = Map.groupBy(parts, ({ owned }) => namedOwners(owned, 'owner')[0]);

  return [...byOwner]
    .toSorted(
      ([a, some], [b, others]) =>
        Number(a === undefined) - Number(b === undefined) ||
        others.length - some.length ||
        compareTexts(a ?? '', b ?? ''),
    )
    .flatMap(([owner, some]) => {
      const lead = owner === undefined ? 'without an owner' : owner.slice(0, 60);
      const names = some.map(({ arn }) => nameAndRegion(arn)).toSorted(compareTexts);
      return linesOf(names).map((line) =>
        byOwner.size === 1 && !owner ? line : `${lead}: ${line}`,
      );
    });
}

/** `orders (eu-west-1)` */
export function nameAndRegion(arn: string): string {
  const { name, region } = identityOf(arn);

  return `${name} (${region})`;
}

/** `left out: 2 functions whose finding is suppressed` */
export function acceptedInWords(accepted: readonly AccountPart<unknown>[]): readonly string[] {
  return accepted.length > 0
    ? [`left out: ${counted(accepted.length, 'function')} whose finding is suppressed`]
    : [];
}

function linesOf(names: readonly string[]): readonly string[] {
  const all: string[] = [];
  let line = '';
  for (const name of names) {
    if (line !== '' && line.length + name.length > MOST_NAMES) {
      all.push(line);
      line = '';
    }
    line = line === '' ? name : `${line}, ${name}`;
  }

  return line === '' ? all : [...all, line];
}
