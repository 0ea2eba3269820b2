import { describe, expect, it } from 'vitest';
import {
  anyField,
  asJson,
  itself,
  itsKeys,
  Reached,
  someField,
} from '../../../functions/engines/flow/index.ts';

const code = 0b01;
const query = 0b10;
const [node, way] = [{}, {}];

describe('what is reached', () => {
  it('is followed once for each harm, place and way in', () => {
    const reached = new Reached<object, object>();

    expect(reached.add(node, ['id'], way, code)).toEqual({ path: ['id'], harms: code });
    expect(reached.add(node, ['id'], way, code)).toBeUndefined();
    expect(reached.add(node, ['id'], way, code | query)).toEqual({ path: ['id'], harms: query });
    expect(reached.add(node, ['name'], way, code)).toEqual({ path: ['name'], harms: code });
    expect(reached.add(node, ['id'], {}, code)).toEqual({ path: ['id'], harms: code });
    expect(reached.add({}, ['id'], way, 0)).toBeUndefined();
  });

  it('keeps a bounded number of places apart', () => {
    const reached = new Reached<object, object>();
    const names = Array.from({ length: 1000 }, (_, index) => `field${index}`);

    const added = names.filter((name) => reached.add(node, ['all', name], way, code));

    expect(added).toHaveLength(17);
  });

  it('keeps no more than a hundred fields apart: it is then in any of them', () => {
    const reached = new Reached<object, object>();
    const names = Array.from({ length: 1000 }, (_, index) => `field${index}`);

    const added = names.flatMap((name) => reached.add(node, [name], way, code) ?? []);

    expect(added).toHaveLength(101);
    expect(added.at(-1)).toEqual({ path: [someField], harms: code });
  });

  it('keeps no more than a hundred places of a list apart: it is then in any of them', () => {
    const reached = new Reached<object, object>();
    const places = Array.from({ length: 1000 }, (_, index) => `${index}`);

    const added = places.flatMap((place) => reached.add(node, [place], way, code) ?? []);

    expect(added.at(-1)).toEqual({ path: [anyField], harms: code });
  });

  it.each([
    ['the value itself', itself],
    ['JSON text of it', asJson(itself)],
    ['its keys', [itsKeys]],
  ])('keeps apart what is no field, however many there are: %s', (_, path) => {
    const reached = new Reached<object, object>();
    for (let at = 0; at < 1000; at += 1) reached.add(node, [`field${at}`], way, code);

    expect(reached.add(node, path, way, code)).toEqual({ path, harms: code });
  });
});

const one = 0b0001;
const other = 0b0010;
const ofAll = 0b1000;

/** What is followed on of each of several that reach the same place, one after the other. */
function followed(...all: readonly number[]): readonly (number | undefined)[] {
  const [node, entry] = [{}, {}];
  const reached = new Reached<object, object>(ofAll);

  return all.map((harms) => reached.add(node, itself, entry, harms)?.harms);
}

describe('what is followed on', () => {
  it('is what is new', () => {
    expect(followed(one, one | other, other)).toEqual([one, other, undefined]);
  });

  it('is all of it where a bit is new that speaks of all', () => {
    expect(followed(one, one | ofAll)).toEqual([one, one | ofAll]);
  });

  it('goes with the bits that speak of all, known or not', () => {
    expect(followed(one | ofAll, other | ofAll)).toEqual([one | ofAll, other | ofAll]);
  });
});
