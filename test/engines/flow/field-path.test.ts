import { describe, expect, it } from 'vitest';
import {
  anyField,
  asJson,
  fromJson,
  isElement,
  isInElements,
  isInJson,
  itself,
  loosened,
  reordered,
  under,
  within,
  withinAll,
} from '../../../functions/engines/flow/index.ts';

describe('a path of fields', () => {
  it.each([
    ['the field it was put under', under('body', itself), 'body', itself],
    ['a field below that', under('body', ['id']), 'body', ['id']],
    ['another field', under('body', itself), 'headers', undefined],
    ['any field of the event itself', itself, 'headers', itself],
    ['an unknown key', under('body', itself), anyField, itself],
    ['an element of an unknown place', under(anyField, ['id']), '3', ['id']],
    ['a field of JSON text', asJson(['id']), 'id', undefined],
  ])('is within %s', (_, path, field, expected) => {
    expect(within(path, field)).toEqual(expected);
  });

  it('is cut after four fields, and lies anywhere below the last of them', () => {
    const path = ['a', 'b', 'c', 'd', 'e'].reduceRight(
      (inner, field) => under(field, inner),
      itself,
    );

    expect(path).toEqual(['a', 'b', 'c', 'd']);
    expect(withinAll(path, ['a', 'b', 'c', 'd', 'other'])).toEqual(itself);
    expect(withinAll(path, ['a', 'b', 'c', 'other'])).toBeUndefined();
  });

  it('leaves JSON as it went in, however often it was written', () => {
    expect(fromJson(asJson(['id']))).toEqual(['id']);
    expect(fromJson(fromJson(asJson(asJson(['id']))) ?? ['lost'])).toEqual(['id']);
    expect(fromJson(['id'])).toBeUndefined();
    expect(isInJson(asJson(['id']))).toBe(true);
    expect(isInJson(['id'])).toBe(false);
  });

  it('loses its place in a collection that is put in order', () => {
    expect(reordered(['0', 'id'])).toEqual([anyField, 'id']);
    expect(reordered(itself)).toEqual(itself);
  });

  it('keeps its first field and its depth when it is loosened', () => {
    const path = loosened(['a', 'b', '0']);

    expect(within(path, 'a')).toHaveLength(2);
    expect(within(path, 'b')).toBeUndefined();
    expect(withinAll(path, ['a', 'other', '7'])).toEqual(itself);
  });

  it.each([
    ['the value itself', itself, true, true],
    ['an element', ['0'], true, true],
    ['an element of any place', [anyField], true, true],
    ['a field of an element', ['0', 'id'], false, true],
    ['a field', ['id'], false, false],
  ])('knows elements: %s', (_, path, isOne, isInOne) => {
    expect(isElement(path)).toBe(isOne);
    expect(isInElements(path)).toBe(isInOne);
  });
});
