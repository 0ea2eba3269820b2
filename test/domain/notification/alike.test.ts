import { describe, expect, it } from 'vitest';
import { alertOf } from '../../../functions/domain/notification/alert.ts';
import { countOf, topOfKinds } from '../../../functions/domain/notification/alike.ts';
import { mailText } from '../../../functions/domain/notification/mail.ts';
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
