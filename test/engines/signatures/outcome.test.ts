import { describe, expect, it } from 'vitest';
import {
  action,
  both,
  checkOfEntries,
  either,
  inTurn,
  not,
  nothing,
  type Outcome,
  onEachWay,
  type Proof,
  perhapsEach,
} from '../../../functions/engines/signatures/index.ts';

const [one, other]: readonly [Proof<string>, Proof<string>] = [
  { kind: 'hmac', node: 'one' },
  { kind: 'jwt', node: 'other' },
];
const passing: Outcome<string> = { acts: false, found: one, passed: one };
const finding: Outcome<string> = { acts: false, found: one };
const leaving: Outcome<string> = { acts: false, leaves: true };

function joined(...outcomes: Outcome<string>[]): Outcome<string> {
  return inTurn(outcomes, (each) => each);
}

describe('parts that run in turn', () => {
  it('may act once a check is passed', () => {
    expect(joined(nothing, passing, action)).toEqual(passing);
    expect(joined(action, passing)).toEqual({ acts: true });
    expect(joined(passing, { acts: false, found: other, passed: other })).toEqual(passing);
  });

  it('act where a check is only made', () => {
    expect(joined(finding, action)).toEqual({ acts: true, found: one });
    expect(joined(finding)).toEqual({ acts: false, found: one });
  });

  it('end with one that leaves', () => {
    expect(joined(leaving, action)).toEqual(leaving);
    expect(joined(passing, leaving, action)).toEqual({ ...passing, leaves: true });
  });

  it('have behind them what was passed before all', () => {
    const seen: (Proof<string> | undefined)[] = [];
    const outcome = inTurn(
      [nothing, action],
      (each, passed) => {
        seen.push(passed);
        return each;
      },
      other,
    );

    expect(seen).toEqual([other, other]);
    expect(outcome).toEqual({ acts: false, found: other, passed: other });
  });
});

describe('parts that may not run', () => {
  it('pass no check on to what comes after', () => {
    const outcome = perhapsEach([passing, nothing], (each) => each, undefined);

    expect(outcome).toEqual({ acts: false, found: one });
  });

  it('act where any does, unless a check comes before', () => {
    const parts = [passing, action];

    expect(perhapsEach(parts, (each) => each, undefined)).toEqual({ acts: true, found: one });
    expect(perhapsEach(parts, (each) => each, other)).toEqual({ acts: false, found: one });
  });
});

describe('ways', () => {
  it('have a check behind them where each has, the weakest of them', () => {
    expect(onEachWay([one, other])).toBe(other);
    expect(onEachWay([other, one])).toBe(other);
    expect(onEachWay([one, undefined])).toBeUndefined();
    expect(onEachWay([])).toBeUndefined();
  });

  it('into a program have one where none acts', () => {
    expect(checkOfEntries([nothing, finding])).toBe(one);
    expect(checkOfEntries<string>([finding, action])).toBeUndefined();
    expect(checkOfEntries([nothing])).toBeUndefined();
  });
});

describe('what an expression says', () => {
  it('is turned by not', () => {
    expect(not({ yes: one })).toEqual({ no: one });
  });

  it('is what any of both says where they are true, and what each says where one is false', () => {
    expect(both({ yes: one }, {})).toEqual({ yes: one });
    expect(both({ no: one }, {})).toEqual({});
    expect(both({ no: one }, { no: other })).toEqual({ no: other });
  });

  it('is what each of two says where either is true, and what any says where both are false', () => {
    expect(either({ yes: one }, {})).toEqual({});
    expect(either({ yes: one }, { yes: other })).toEqual({ yes: other });
    expect(either({ no: one }, {})).toEqual({ no: one });
  });
});
