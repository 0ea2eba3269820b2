import { describe, expect, it } from 'vitest';
import { type AffectedVersions, affects } from '../../../functions/engines/packages/affected.ts';

type Events = AffectedVersions['ranges'][number];

const introduced = (version: string) => ({ kind: 'introduced', version }) as const;
const fixed = (version: string) => ({ kind: 'fixed', version }) as const;
const limit = (version: string) => ({ kind: 'limit', version }) as const;
const lastAffected = (version: string) => ({ kind: 'lastAffected', version }) as const;

describe('affects', () => {
  it.each<[string, boolean, string, Events]>([
    ['from the first version on', true, '0.0.1', [introduced('0')]],
    ['a pre-release of the first version', true, '0.0.0-alpha', [introduced('0')]],
    ['the version that brought it', true, '1.0.0', [introduced('1.0.0')]],
    ['the one before', false, '0.9.9', [introduced('1.0.0')]],
    ['a pre-release of what brought it', false, '1.0.0-rc.1', [introduced('1.0.0')]],
    ['just before the fix', true, '1.9.9', [introduced('0'), fixed('2.0.0')]],
    ['a pre-release of the fix', true, '2.0.0-rc.1', [introduced('0'), fixed('2.0.0')]],
    ['the fix', false, '2.0.0', [introduced('0'), fixed('2.0.0')]],
    ['a build of the fix', false, '2.0.0+b', [introduced('0'), fixed('2.0.0')]],
    ['past the fix', false, '10.0.0', [introduced('0'), fixed('2.0.0')]],
    ['the last affected', true, '2.0.0', [introduced('0'), lastAffected('2.0.0')]],
    ['past the last affected', false, '2.0.1', [introduced('0'), lastAffected('2.0.0')]],
    ['only one version', true, '2.0.0', [introduced('2.0.0'), lastAffected('2.0.0')]],
    ['none, by a range that is empty', false, '2.0.0', [introduced('2.0.0'), fixed('2.0.0')]],
    ['none, by an empty range in any order', false, '2.0.0', [fixed('2.0.0'), introduced('2.0.0')]],
    ['none, by a range without events', false, '2.0.0', []],
    ['before the limit', true, '1.9.9', [introduced('0'), limit('2.0.0')]],
    ['the limit', false, '2.0.0', [introduced('0'), limit('2.0.0')]],
    ['past the limit', false, '3.0.0', [introduced('0'), limit('2.0.0')]],
    ['up to the last of two', true, '1.9.9', [introduced('0'), limit('2.0.0'), limit('1.5.0')]],
    ['the last of two', false, '2.0.0', [introduced('0'), limit('2.0.0'), limit('1.5.0')]],
    ['nothing by limits alone', false, '1.0.0', [limit('2.0.0')]],
    [
      'one that brought it back',
      true,
      '3.1.0',
      [introduced('3.0.0'), introduced('0'), fixed('2.0.0')],
    ],
    [
      'events in any order, between two spans',
      false,
      '2.5.0',
      [fixed('4.0.0'), introduced('3.0.0'), fixed('2.0.0'), introduced('0')],
    ],
    [
      'events in any order, in the second span',
      true,
      '3.5.0',
      [fixed('4.0.0'), introduced('3.0.0'), fixed('2.0.0'), introduced('0')],
    ],
  ])('%s: %s for %s', (_, expected, version, events) => {
    expect(affects({ versions: [], ranges: [events] }, 'npm', version)).toBe(expected);
  });

  it.each<[boolean, string]>([
    [true, '3.9.9'],
    [true, '3.10.0'],
    [false, '3.11'],
    [true, '3.11.dev1'],
    [true, '3.10.post1'],
    [true, '3.11rc1'],
    [false, '3.11+local'],
    [false, '1!0'],
  ])('PyPI: %s for %s, fixed in 3.11', (expected, version) => {
    const affected = { versions: [], ranges: [[introduced('0'), fixed('3.11.0')]] };

    expect(affects(affected, 'PyPI', version)).toBe(expected);
  });

  it('takes nought for a version like any other, except where it begins', () => {
    const affected = { versions: [], ranges: [[introduced('0'), lastAffected('0')]] };

    expect(affects(affected, 'PyPI', '0.0')).toBe(true);
    expect(affects(affected, 'PyPI', '0.1')).toBe(false);
  });

  it('counts a local build of the last affected version as affected', () => {
    const affected = { versions: [], ranges: [[introduced('0'), lastAffected('2.1.0')]] };

    expect(affects(affected, 'PyPI', '2.1.0+cpu')).toBe(true);
  });

  it('holds for any of several ranges', () => {
    const ranges = [
      [introduced('0'), fixed('1.0.0')],
      [introduced('2.0.0'), fixed('2.5.0')],
    ];

    expect(affects({ versions: [], ranges }, 'npm', '2.1.0')).toBe(true);
    expect(affects({ versions: [], ranges }, 'npm', '1.1.0')).toBe(false);
  });

  it('holds for a version that is listed, in any spelling, beside ranges that deny it', () => {
    const affected = { versions: ['1'], ranges: [[introduced('2.0')]] };

    expect(affects(affected, 'PyPI', '1.0.0')).toBe(true);
    expect(affects(affected, 'PyPI', '1.0.1')).toBe(false);
  });

  it.each([
    ['does not know about a version that is none', false, '2004d', [introduced('0'), fixed('1.0')]],
    ['does not know about an event that is none', false, '1.0', [introduced('0'), fixed('2004d')]],
  ])('%s', (_, __, version, events) => {
    expect(affects({ versions: [], ranges: [events] }, 'PyPI', version)).toBeUndefined();
  });

  it('knows about a version that is none where all are affected, or where it is listed', () => {
    expect(affects({ versions: [], ranges: [[introduced('0')]] }, 'PyPI', '2004d')).toBe(true);
    expect(affects({ versions: ['2004d'], ranges: [] }, 'PyPI', '2004d')).toBe(true);
    expect(affects({ versions: ['2004e'], ranges: [] }, 'PyPI', '2004d')).toBe(false);
  });
});
