import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { targetKinds } from '../../functions/core/target.ts';
import { facts, factWords } from '../../functions/facts/index.ts';

const folder = join(import.meta.dirname, '../../functions/facts');

/** Of facts about one kind of target the kind, of others this. */
const SEVERAL = 'several';

describe('every fact', () => {
  it('is asked of a kind of target under one name', () => {
    const names = facts.flatMap(({ key, about }) => about.map((kind) => `${key} of a ${kind}`));

    expect(new Set(names).size).toBe(names.length);
  });

  it('has a file that is named for it, and every file there is a fact', () => {
    const named = [...Map.groupBy(facts, ({ key }) => key)].map(([key, alike]) => {
      const kinds = alike.flatMap(({ about }) => [...about]);
      return join(kinds.length > 1 ? SEVERAL : (kinds[0] ?? ''), `${kebab(key)}.ts`);
    });
    const found = [...targetKinds, SEVERAL].flatMap((kind) =>
      readdirSync(join(folder, kind)).map((file) => join(kind, file)),
    );

    expect(found.toSorted()).toEqual(named.toSorted());
  });

  it('is called the same, whatever it is asked of', () => {
    for (const { key, words } of facts) expect(factWords.get(key)).toBe(words);
  });

  it('is read by what is granted once', () => {
    for (const { key, grants } of facts) {
      const names = grants.map(({ action, on }) => `${action} on ${on}`);
      expect([key, names.length]).toEqual([key, new Set(names).size]);
    }
  });
});

it('facts lie in the order of their weight: of several that one cause hides, the first is named', () => {
  const place = (key: string) => [...factWords.keys()].indexOf(key);

  expect(place('resourcePolicies')).toBeLessThan(place('functionUrls'));
  expect(place('weaknesses')).toBeLessThan(place('activity'));
  expect(place('exists')).toBeLessThan(place('sharers'));
});

function kebab(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
