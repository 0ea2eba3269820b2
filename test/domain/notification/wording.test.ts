import { describe, expect, it } from 'vitest';
import {
  evidenceText,
  gapText,
  placeOf,
  unfinishedText,
} from '../../../functions/domain/notification/wording.ts';
import { identityOf } from '../../../functions/domain/target-identity.ts';
import { account, functionNamed, layerNamed, roleNamed } from '../../fakes/targets.ts';

describe('placeOf', () => {
  it.each([
    [functionNamed('orders').arn, 'orders (eu-west-1)'],
    [layerNamed('common:3').arn, 'layer common:3 (eu-west-1)'],
    [roleNamed('orders').arn, 'role orders'],
    [account.arn, 'account 111122223333'],
  ])('says what %s is, and where', (arn, place) => {
    expect(placeOf(identityOf(arn))).toBe(place);
  });
});

describe('placeOf, of several accounts', () => {
  it.each([
    [functionNamed('orders').arn, '111122223333', 'orders (111122223333, eu-west-1)'],
    [account.arn, 'Shop 111122223333', 'account 111122223333 (Shop 111122223333)'],
    [account.arn, '111122223333', 'account 111122223333'],
  ])('says of %s in %j once which account it is', (arn, accountName, place) => {
    expect(placeOf({ ...identityOf(arn), accountName })).toBe(place);
  });
});

describe('gapText', () => {
  it('names all scanners that cannot see for the same reason', () => {
    const gap = { target: identityOf(account.arn), fact: 'all of it', reason: 'denied' };

    expect(gapText({ ...gap, scanner: 'code', scanners: ['code', 'usage'] }, 100)).toBe(
      'account 111122223333, code, usage: all of it: denied',
    );
    expect(gapText({ ...gap, scanner: 'code' }, 100)).toBe(
      'account 111122223333, code: all of it: denied',
    );
  });
});

describe('unfinishedText', () => {
  const since = '2026-11-25T02:00:00.000Z';

  it.each<[Parameters<typeof unfinishedText>[0], string]>([
    [
      { scanner: 'code', state: 'running', since, seen: 4_120, targets: 10_000 },
      'code: running since 2026-11-25 02:00 UTC, 4,120 of 10,000 targets seen',
    ],
    [
      { scanner: 'code', state: 'running', since, seen: 0, targets: 0 },
      'code: running since 2026-11-25 02:00 UTC, nothing listed yet',
    ],
    [
      { scanner: 'usage', state: 'waiting', for: ['code', 'permissions'] },
      'usage: has not begun, it waits for code, permissions',
    ],
    [
      { scanner: 'code', state: 'incomplete', since, lost: 2, messages: 1_667 },
      'code: 2 of 1,667 messages of its sweep were not processed, its logs say why',
    ],
    [
      { scanner: 'code', state: 'missing', since },
      'code: has not begun since 2026-11-25 02:00 UTC',
    ],
    [{ scanner: 'code', state: 'missing' }, 'code: has not begun'],
    [
      { scanner: 'code', state: 'unknown', reason: 'throttled' },
      'code: how far it has come cannot be read: throttled',
    ],
  ])('says of %j what it means', (each, text) => {
    expect(unfinishedText(each)).toBe(text);
  });
});

describe('evidenceText', () => {
  it.each([
    [{ text: 'eval' }, 'eval'],
    [{ text: 'eval', path: 'a.js', line: 5, column: 2 }, 'a.js:5:2  eval'],
    [{ text: '2. it is run', path: 'a.js', line: 5 }, '2. a.js:5  it is run'],
    [{ text: '2. it goes on' }, '2. it goes on'],
  ])('has the place of %j, and the number of a step in front', (evidence, expected) => {
    expect(evidenceText(evidence)).toBe(expected);
  });
});
