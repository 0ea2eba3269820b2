import { describe, expect, it } from 'vitest';
import type { Owned } from '../../functions/domain/ownership.ts';
import { isForMain, keysToKeep, takes } from '../../functions/domain/routing.ts';
import { fc, property } from '../property.ts';
import { selectorOf } from './selectors.ts';

const route = selectorOf({ owners: ['payments'], stacks: ['pay-live'], applications: ['pay'] });

describe('takes', () => {
  it.each<[string, Owned, boolean]>([
    ['its owner', { owner: 'payments' }, true],
    ['one of its owners', { owners: ['shop', 'payments'] }, true],
    ['its stack', { owner: 'shop', stack: 'pay-live' }, true],
    ['its application', { applications: ['shop', 'pay'] }, true],
    ['nothing', {}, false],
    ['another owner', { owner: 'shop' }, false],
    ['a stack that is called as its owner', { stack: 'payments' }, false],
    ['an owner in another case', { owner: 'Payments' }, false],
    ['an owner with more behind it', { owner: 'payments,shop' }, false],
    ['a wildcard', { owner: '*' }, false],
    ['a list as JSON', { owner: '["payments"]' }, false],
    ['an owner behind what is not seen', { owner: 'payments\u200b' }, false],
    ['a name of JavaScript', { owner: '__proto__', stack: 'constructor' }, false],
  ])('takes what has %s: %o, %s', (_, owned, expected) => {
    expect(takes(owned, route)).toBe(expected);
  });

  it.each<[string, Owned, boolean]>([
    ['its tag', { keptTags: { team: ['payments'] } }, true],
    ['one of its values', { keptTags: { team: ['shop', 'payments'] } }, true],
    ['its key in another case', { keptTags: { Team: ['payments'] } }, true],
    ['another value', { keptTags: { team: ['shop'] } }, false],
    ['the value in another case', { keptTags: { team: ['Payments'] } }, false],
    ['another key', { keptTags: { owner: ['payments'] } }, false],
    ['an owner of that name', { owner: 'payments' }, false],
    ['no tag', {}, false],
  ])('takes by a tag what has %s: %o, %s', (_, owned, expected) => {
    expect(takes(owned, { ...selectorOf({}), tags: ['team=payments'] })).toBe(expected);
  });

  it('knows which tags are to be kept, and that a value may have the sign', () => {
    expect(keysToKeep([{ tags: ['team=a=b', 'stage=live'] }, {}], [])).toEqual(['team', 'stage']);
    expect(takes({ keptTags: { team: ['a=b'] } }, { ...selectorOf({}), tags: ['team=a=b'] })).toBe(
      true,
    );
  });

  it('come before those that are kept as well, each once whatever its case', () => {
    const routes = [{ tags: ['team=shop', 'Team=pay'] }, { tags: ['stage=live'] }];

    expect(keysToKeep(routes, ['cost', 'TEAM', 'Cost'])).toEqual(['team', 'stage', 'cost']);
  });

  const names = fc.oneof(fc.constantFrom('payments', 'pay', 'shop', '*', ''), fc.string());
  const owned = fc.record(
    { owner: names, stack: names, applications: fc.array(names) },
    { requiredKeys: [] },
  );
  property.prop([owned, fc.array(names)])(
    'takes what has one of its names exactly, and nothing else',
    (of, owners) => {
      const expected = of.owner !== undefined && owners.includes(of.owner);
      expect(takes(of, selectorOf({ owners }))).toBe(expected);
    },
  );
});

describe('isForMain', () => {
  it.each([
    ['all', { owner: 'payments' }, true],
    ['unrouted', { owner: 'payments' }, false],
    ['unrouted', { owner: 'shop' }, true],
    ['unrouted', {}, true],
  ] as const)('sends %s of %o there: %s', (gets, owned, expected) => {
    const target = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

    expect(isForMain({ ...owned, target }, gets, [route])).toBe(expected);
  });
  it('sends what is about an account there, whichever team owns a function in it', () => {
    const target = 'arn:aws:iam::111122223333:root';

    expect(isForMain({ owner: 'payments', target }, 'unrouted', [route])).toBe(true);
  });
});
