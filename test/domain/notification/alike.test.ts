import { describe, expect, it } from 'vitest';
import { faultId } from '../../../functions/domain/fault.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import { alertOf } from '../../../functions/domain/notification/alert.ts';
import { countOf, topOfKinds } from '../../../functions/domain/notification/alike.ts';
import { mailText } from '../../../functions/domain/notification/mail.ts';
import { slackMessage } from '../../../functions/domain/notification/slack-blocks.ts';
import { identityOf } from '../../../functions/domain/target-identity.ts';
import { functionArn, sampleFinding } from '../../cli/samples.ts';

const check = 'permissions/public-resource-policy';
const statements = (count: number, name = 'checkout') =>
  Array.from({ length: count }, (_, index) =>
    sampleFinding({
      target: functionArn(name),
      check,
      subject: `function/${String(index).padStart(3, '0')}`,
      severity: index === 7 ? 'critical' : 'high',
    }),
  );

describe('changes of one kind', () => {
  it('are one, the worst, which counts the others', () => {
    const top = topOfKinds(20);
    for (const finding of [...statements(120), ...statements(1, 'orders')]) {
      top.add({ finding, kind: 'opened' });
    }

    expect(top.first()).toMatchObject([
      { finding: { subject: 'function/007', severity: 'critical' }, alike: 119 },
      { finding: { target: functionArn('orders') }, alike: 0 },
    ]);
    expect(top.left()).toBe(0);
    expect(countOf(top.first())).toBe(121);
  });

  it('are apart where another thing happened to them, or they are of another check', () => {
    const top = topOfKinds(20);
    const [one, two, three] = statements(3);
    if (one && two && three) {
      top.add({ finding: one, kind: 'opened' });
      top.add({ finding: two, kind: 'worsened' });
      top.add({ finding: { ...three, check: 'code/path-traversal' }, kind: 'opened' });
    }

    expect(top.first().map(({ alike }) => alike)).toEqual([0, 0, 0]);
  });

  describe('that are a path and the hole that it leads through', () => {
    const hole = (name: string) =>
      sampleFinding({
        check: 'code/command-injection',
        target: functionArn(name),
        severity: 'high',
        summary: 'exec runs event data',
      });
    const path = (name: string) =>
      sampleFinding({
        check: 'usage/attack-path',
        target: functionArn(name),
        severity: 'critical',
        through: faultId(hole(name)),
      });
    const namedIn = (...changes: readonly (readonly [Finding, 'opened' | 'resolved'])[]) => {
      const top = topOfKinds(20);
      for (const [finding, kind] of changes) top.add({ finding, kind });

      expect(countOf(top.first()) + top.left()).toBe(changes.length);
      return top.first().map(({ finding, hole: of }) => [finding.check, of?.check]);
    };

    it('are named together', () => {
      expect(namedIn([hole('a'), 'opened'], [path('a'), 'opened'])).toEqual([
        ['usage/attack-path', 'code/command-injection'],
      ]);
    });

    it('are apart where something else happened to one, and of two functions', () => {
      expect(namedIn([hole('a'), 'resolved'], [path('a'), 'opened'])).toHaveLength(2);
      expect(namedIn([hole('b'), 'opened'], [path('a'), 'opened'])).toHaveLength(2);
    });

    it('are apart where another function has the hole', () => {
      expect(namedIn([hole('a'), 'opened'], [path('a'), 'opened'], [hole('b'), 'opened'])).toEqual([
        ['usage/attack-path', undefined],
        ['code/command-injection', undefined],
      ]);
    });

    it('are so in a message', () => {
      const changes = [hole('a'), path('a')].map((finding) => ({
        kind: 'opened' as const,
        finding,
        quiet: false,
      }));
      const alert = alertOf(changes, new Set(['critical', 'high']));
      const words = 'One fault with code/command-injection (high): exec runs event data';

      expect(alert?.changes).toHaveLength(1);
      expect(alert && mailText(alert)).toContain(words);
      expect(alert && JSON.stringify(slackMessage(alert))).toContain(words);
    });
  });

  describe('that are one fault of several functions', () => {
    const secret = { check: 'code/secret-in-environment', subject: 'STRIPE_KEY' } as const;
    const having = (name: string, over: Partial<Finding> = {}) =>
      sampleFinding({ ...secret, severity: 'high', target: functionArn(name), ...over });
    const speakingOf = (findings: readonly Finding[]) => {
      const top = topOfKinds(20);
      for (const finding of findings) top.add({ finding, kind: 'opened' });

      expect(countOf(top.first()) + top.left()).toBe(findings.length);
      return top.first().map(({ finding, alike, elsewhere }) => {
        return [identityOf(finding.target).name, alike, elsewhere];
      });
    };

    it('are one, which counts the functions', () => {
      const functions = ['a', 'b', 'c', 'd'].map((name) => having(name));

      expect(speakingOf(functions)).toEqual([['a', 0, { findings: 3, targets: 3 }]]);
    });

    it('are counted beside others of the kind', () => {
      const other = { subject: 'DB_PASSWORD' };
      const findings = ['a', 'b', 'c'].flatMap((name) => [having(name), having(name, other)]);
      const own = having('b', { subject: 'OWN' });

      expect(speakingOf([...findings, own])).toEqual([
        ['a', 1, { findings: 4, targets: 2 }],
        ['b', 0, undefined],
      ]);
    });

    it.each<[string, Partial<Finding>]>([
      ['graver there', { severity: 'critical' }],
      ['another place', { subject: 'OTHER' }],
      ['said in other words', { summary: 'STRIPE_KEY holds a test key' }],
      ['shown by other lines', { evidence: [{ text: 'kind: Stripe test key' }] }],
      ['of another check', { check: 'code/secret-in-code' }],
      ['in another account', { target: functionArn('b').replace('111122223333', '444455556666') }],
    ])('are apart where they are %s', (_, over) => {
      expect(speakingOf([having('a'), having('b', over)]).map(([, ...counts]) => counts)).toEqual([
        [0, undefined],
        [0, undefined],
      ]);
    });

    it('are apart where another thing happened to them', () => {
      const top = topOfKinds(20);
      top.add({ finding: having('a'), kind: 'opened' });
      top.add({ finding: having('b'), kind: 'worsened' });

      expect(top.first().map(({ elsewhere }) => elsewhere)).toEqual([undefined, undefined]);
    });

    it('are the same in whichever order they come', () => {
      const findings = ['b', 'a', 'c'].flatMap((name) => [
        having(name),
        having(name, { subject: 'DB_PASSWORD' }),
      ]);

      expect(speakingOf(findings.toReversed())).toEqual(speakingOf(findings));
    });

    it('are kept for two thousand faults, of which the worst are named', () => {
      const many = Array.from({ length: 4_100 }, (_, index) =>
        having('b', { subject: String(index), target: functionArn(`b${index}`) }),
      );
      const worst = ['y', 'z'].map((name) => having(name, { severity: 'critical' }));
      const [first, second] = speakingOf([...worst, ...many]);

      expect(first).toEqual(['y', 0, { findings: 1, targets: 1 }]);
      expect(second).toEqual(['b0', 0, undefined]);
    });

    it('are apart where how a function is set up is alike', () => {
      const setUp = { check: 'usage/idle-function', subject: 'function' } as const;

      expect(speakingOf([having('a', setUp), having('b', setUp)])).toHaveLength(2);
    });

    it('are counted each where they find no place', () => {
      const top = topOfKinds(1);
      for (const name of ['a', 'b', 'c']) top.add({ finding: having(name), kind: 'opened' });
      const finding = having('z', { severity: 'critical' });
      top.add({ finding, kind: 'opened' });

      expect(top.first()).toMatchObject([{ finding, alike: 0 }]);
      expect(top.left()).toBe(3);
    });
  });

  it('that find no place are counted each', () => {
    const top = topOfKinds(2);
    for (const name of ['a', 'b', 'c', 'd']) {
      for (const finding of statements(8, name)) top.add({ finding, kind: 'opened' });
    }

    expect(top.first()).toHaveLength(2);
    expect(top.left()).toBe(16);
  });
});

it('an alert about a function with 120 public statements names it once, and says how to see all', () => {
  const transitions = [...statements(120), ...statements(1, 'orders')].map((finding) => ({
    kind: 'opened' as const,
    finding,
    quiet: false,
  }));

  const alert = alertOf(transitions, new Set(['critical', 'high']));

  expect(alert?.changes.map(({ target, alike }) => [target.name, alike])).toEqual([
    ['checkout', 119],
    ['orders', undefined],
  ]);
  expect(alert?.changesLeft).toBe(0);
  expect(alert?.counts.bySeverity).toEqual({ critical: 1, high: 120 });
  const mail = alert ? mailText(alert) : '';
  expect(mail).toMatch(
    /^ {2}119 more of the kind: .*findings checkout --check permissions\/public/m,
  );
  expect(mail.split('\n').length).toBeLessThan(60);
});

const inCode = 'code/secret-in-code';

it.each([
  ['the same in 2 other functions', ['a', 'b', 'c'], ['KEY'], { check: inCode }],
  ['4 of the same in 2 other functions', ['a', 'b', 'c'], ['KEY', 'PASSWORD'], { check: inCode }],
  ['the same in 1 other function', ['a', 'b'], ['KEY'], { check: inCode }],
  ['a variable of this name in 1 other function', ['a', 'b'], ['KEY'], {}],
  ['a variable of this name in 1 other function of stack x', ['a', 'b'], ['KEY'], { stack: 'x' }],
  ['2 variables of these names in 1 other function', ['a', 'b'], ['KEY', 'PASSWORD'], {}],
  ['an equal value in 1 other function', ['a', 'b'], ['KEY'], { sameValue: '1f', stack: 'x' }],
  ['2 equal values in 1 other function', ['a', 'b'], ['KEY', 'PASSWORD'], { sameValue: '1f' }],
] as const)(
  'an alert about one secret of several functions names one, and says: %s',
  (words, names, variables, over) => {
    const transitions = names.flatMap((name) =>
      variables.map((subject) => ({
        kind: 'opened' as const,
        finding: sampleFinding({
          target: functionArn(name),
          subject,
          severity: 'critical',
          ...over,
        }),
        quiet: false,
      })),
    );
    const alert = alertOf(transitions, new Set(['critical']));

    expect(alert?.changes).toHaveLength(1);
    expect(alert?.counts.bySeverity).toEqual({ critical: transitions.length });
    const mail = alert ? mailText(alert) : '';
    const blocks = alert ? JSON.stringify(slackMessage(alert)) : '';
    expect(mail).toContain(`${words}: npx --no-install vigil findings --check code/secret`);
    expect(blocks).toContain(`${words}: `);
  },
);
