import { describe, expect, it } from 'vitest';
import {
  aloneAs,
  faultId,
  faultsIn,
  findingsOf,
  sharedFaultOf,
} from '../../functions/domain/fault.ts';
import { inFaults, othersInWords } from '../../functions/domain/fault-words.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { functionArn, roleArn, sampleFinding } from '../cli/samples.ts';
import { processorTime } from '../processor-time.ts';

const layer = 'arn:aws:lambda:eu-west-1:111122223333:layer:common:3';
const inCode = (name: string, over: Partial<Finding> = {}) =>
  sampleFinding({ check: 'code/secret-in-code', target: functionArn(name), ...over });
const variable = (name: string, over: Partial<Finding> = {}) =>
  sampleFinding({ target: functionArn(name), ...over });

describe('findings of two functions are one fault', () => {
  it.each<[string, Finding, Finding]>([
    ['that read the same', inCode('a'), inCode('b')],
    [
      'whose evidence has its fields in another order',
      inCode('a', { evidence: [{ text: 'x', path: 'a.js', line: 3 }] }),
      inCode('b', { evidence: [{ line: 3, path: 'a.js', text: 'x' }] }),
    ],
    ['of two owners', inCode('a', { owner: 'x' }), inCode('b', { owner: 'y' })],
    ['of two stacks', inCode('a', { stack: 'x' }), inCode('b', { stack: 'y' })],
    ['of which one is suppressed', inCode('a'), inCode('b', { status: 'suppressed' })],
    ['of one package', packageIn('a'), packageIn('b')],
    ['of variables that nothing is known of', variable('a'), variable('b')],
    ['of variables of one stack', variable('a', { stack: 'x' }), variable('b', { stack: 'x' })],
    [
      'of variables of equal values in two stacks',
      variable('a', { stack: 'x', sameValue: '1f' }),
      variable('b', { stack: 'y', sameValue: '1f' }),
    ],
  ])('%s', (_, one, other) => {
    expect(faultId(one)).toBe(faultId(other));
    expect(faultId(one)).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each<[string, Finding, Finding]>([
    ['graver there', inCode('a'), inCode('b', { severity: 'low' })],
    ['at another place', inCode('a'), inCode('b', { subject: 'other' })],
    ['said in other words', inCode('a'), inCode('b', { summary: 'other' })],
    ['shown by other lines', inCode('a'), inCode('b', { evidence: [] })],
    ['of another figure', inCode('a'), inCode('b', { figures: { score: 3 } })],
    ['of another check', inCode('a'), inCode('b', { check: 'code/secret-in-log' })],
    ['of a layer and a function', inCode('a'), inCode('b', { target: layer })],
    [
      'of two accounts',
      inCode('a'),
      inCode('b', { target: functionArn('b').replace('111122223333', '444455556666') }),
    ],
    [
      'how a function is set up',
      inCode('a', { check: 'usage/idle-function' }),
      inCode('b', { check: 'usage/idle-function' }),
    ],
    ['of two roles', inCode('a', { target: roleArn('a') }), inCode('b', { target: roleArn('b') })],
    ['variables of two stacks', variable('a', { stack: 'x' }), variable('b', { stack: 'y' })],
    ['variables with and without a stack', variable('a', { stack: 'x' }), variable('b')],
    [
      'variables of other values in one stack',
      variable('a', { stack: 'x', sameValue: '1f' }),
      variable('b', { stack: 'x', sameValue: '2f' }),
    ],
    [
      'variables of which one is not known',
      variable('a', { stack: 'x', sameValue: '1f' }),
      variable('b', { stack: 'x' }),
    ],
  ])('but not where they are %s', (_, one, other) => {
    expect(faultId(one)).not.toBe(faultId(other));
  });
});

it('a finding that no other function may have is known by its own id', () => {
  const role = sampleFinding({ target: roleArn('admin'), check: 'permissions/admin-role' });

  expect(sharedFaultOf(role)).toBeUndefined();
  expect(faultId(role)).toBe(findingId(role));
});

describe('the faults of a list', () => {
  it('come in the order of their first findings, and have all of the others by name', () => {
    const list = [inCode('b'), packageIn('a'), inCode('c'), inCode('a')];

    expect(namesOf(list)).toEqual([['b', 'a', 'c'], ['a']]);
    expect(inFaults(list)).toBe(' (2 faults)');
    expect(inFaults([...list].slice(0, 2))).toBe('');
  });

  it('are apart by status, and by what else is said to keep them apart', () => {
    const list = [inCode('a'), inCode('b', { status: 'suppressed' }), inCode('c', { owner: 'x' })];

    expect(namesOf(list)).toEqual([['a', 'c'], ['b']]);
    expect(namesOf(list, ({ owner }) => owner)).toEqual([['a'], ['b'], ['c']]);
  });

  it('are found of 10,000 findings in a second', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      inCode(`f${index}`, { subject: `file ${index % 100}` }),
    );
    let count = 0;

    expect(
      processorTime(() => {
        count = faultsIn(many).length;
      }),
    ).toBeLessThan(1_000);
    expect(count).toBe(100);
  });
});

describe('a path and the hole that it leads through', () => {
  const hole = (name: string, over: Partial<Finding> = {}) =>
    inCode(name, { check: 'code/command-injection', severity: 'high', ...over });
  const path = (name: string, over: Partial<Finding> = {}) =>
    sampleFinding({
      check: 'usage/attack-path',
      target: functionArn(name),
      through: faultId(hole(name)),
      ...over,
    });
  const foldedIn = (...list: readonly Finding[]) =>
    faultsIn(list).map(({ finding, others, holes }) =>
      [[finding], others, holes].map((some) =>
        some.map(({ check, target }) => `${check.split('/')[1]} ${target.split(':').at(-1)}`),
      ),
    );

  it('have one id', () => {
    expect(faultId(path('a'))).toBe(faultId(hole('a')));
    expect(faultId(path('a'))).not.toBe(faultId(hole('a', { subject: 'other' })));
  });

  it('are one, of which the path speaks', () => {
    expect(foldedIn(hole('a'), path('a', { severity: 'critical' }))).toEqual([
      [['attack-path a'], [], ['command-injection a']],
    ]);
    expect(othersInWords(faultsIn([hole('a'), path('a')])[0] ?? aloneAs(hole('a')), 2)).toBe(
      'one fault with code/command-injection (high)',
    );
  });

  it('are one in all functions that have both', () => {
    expect(foldedIn(path('b'), hole('a'), path('a'), hole('b'))).toEqual([
      [['attack-path b'], ['attack-path a'], ['command-injection a', 'command-injection b']],
    ]);
  });

  it('are two where the hole is in another function, too, and none leads through it there', () => {
    expect(foldedIn(hole('a'), path('a'), hole('b'))).toEqual([
      [['attack-path a'], [], []],
      [['command-injection a'], ['command-injection b'], []],
    ]);
  });

  it('are two where one of them is accepted, or where the path leads through another', () => {
    expect(foldedIn(hole('a', { status: 'suppressed' }), path('a'))).toHaveLength(2);
    expect(foldedIn(hole('a', { subject: 'other' }), path('a'))).toHaveLength(2);
  });
});

describe('the others of a fault in words', () => {
  const others = (...findings: readonly Finding[]) => {
    const [fault] = faultsIn(findings);
    return fault && othersInWords(fault, 2);
  };
  const elsewhere = functionArn('c').replace('eu-west-1', 'us-east-1');

  it.each<[string | undefined, readonly Finding[]]>([
    [undefined, [inCode('a')]],
    ['the same in 1 other function: b', [inCode('a'), inCode('b')]],
    ['the same in 3 other functions: b, c and 1 more', 'abcd'.split('').map((n) => inCode(n))],
    [
      'the same in 1 other function: c (us-east-1)',
      [inCode('a'), inCode('c', { target: elsewhere })],
    ],
    ['a variable of this name in 1 other function: b', [variable('a'), variable('b')]],
    [
      'a variable of this name in 1 other function of stack x: b',
      [variable('a', { stack: 'x' }), variable('b', { stack: 'x' })],
    ],
    [
      'an equal value in 1 other function: b',
      [variable('a', { stack: 'x', sameValue: '1' }), variable('b', { sameValue: '1' })],
    ],
  ])('%s', (words, findings) => {
    expect(others(...findings)).toBe(words);
  });
});

function namesOf(list: readonly Finding[], apart?: (finding: Finding) => string | undefined) {
  return faultsIn(list, apart).map((fault) =>
    findingsOf(fault).map(({ target }) => target.split(':').at(-1)),
  );
}

function packageIn(name: string) {
  return sampleFinding({
    check: 'dependencies/vulnerable-package',
    subject: 'minimist@0.0.8',
    target: functionArn(name),
  });
}
