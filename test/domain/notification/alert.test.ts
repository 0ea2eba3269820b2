import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../functions/core/severity.ts';
import { alertOf } from '../../../functions/domain/notification/alert.ts';
import { fc, property } from '../../property.ts';
import { arnOf, happened, stored } from './samples.ts';

const urgent: ReadonlySet<Severity> = new Set(['critical', 'high']);
const opened = happened('opened').finding;
const high = happened('opened', { severity: 'high' }).finding;

describe('alertOf', () => {
  it.each([
    ['opened', stored('opened')],
    ['reopened', stored('reopened', {}, happened('resolved').finding)],
    ['worsened', stored('worsened', { severity: 'critical' }, high)],
  ])('reports what %s', (transition, happening) => {
    expect(alertOf([happening], urgent)).toMatchObject({
      kind: 'alert',
      account: '111122223333',
      at: '2026-11-25T02:00:00.000Z',
      severity: 'critical',
      scanners: ['permissions'],
      transitions: [transition],
      counts: { bySeverity: { critical: 1 }, byTransition: { [transition]: 1 } },
      changes: [{ transition, target: { name: 'orders' } }],
      changesLeft: 0,
    });
  });

  it('names the account of the deployment where all are about layers, which have that of their publisher', () => {
    const target = 'arn:aws:lambda:eu-west-1:999988887777:layer:tracing:7';
    const [layer, own] = [stored('opened', { target }), stored('opened')];

    expect(alertOf([layer], urgent, { own: '111122223333' })?.account).toBe('111122223333');
    expect(alertOf([layer, own], urgent)?.account).toBe('111122223333');
  });

  it.each([
    ['is resolved', [stored('resolved', {}, opened)]],
    ['is eased', [stored('eased', { severity: 'high' }, opened)]],
    ['is only reworded', [stored('updated', {}, opened)]],
    ['is suppressed', [stored('suppressed', {}, opened)]],
    ['is unsuppressed', [stored('unsuppressed', {}, opened)]],
    ['can wait', [stored('opened', { severity: 'medium' })]],
    ['is part of a first night', [{ ...stored('opened'), quiet: true }]],
    ['opened and is fixed already', [stored('opened'), stored('resolved', {}, opened)]],
    ['opened and is suppressed already', [stored('opened'), stored('suppressed', {}, opened)]],
    ['worsened and is better again', [stored('worsened', {}, high), stored('eased', {}, high)]],
    [
      'is part of a first night, and reworded since',
      [{ ...stored('opened'), quiet: true }, stored('updated', {}, opened)],
    ],
  ])('leaves alone what %s', (_, happenings) => {
    expect(alertOf(happenings, urgent)).toBeUndefined();
  });

  it.each([
    ['was reworded', 'updated', {}],
    ['was eased, but not enough', 'eased', { severity: 'high' }],
    ['was unsuppressed', 'unsuppressed', {}],
  ] as const)('loses nothing that opened and then %s', (_, kind, parts) => {
    const now = stored(kind, { ...parts, summary: 'the newest' }, opened);

    expect(alertOf([stored('opened'), now], urgent)?.changes).toMatchObject([
      { transition: 'opened', summary: 'the newest' },
    ]);
  });

  it('names, among equals, what joins others first', () => {
    const scores = [undefined, 60, 89];
    const happenings = scores.map((score, index) =>
      stored('opened', {
        target: arnOf(`f${index}`),
        ...(score !== undefined && { figures: { score } }),
      }),
    );

    const names = alertOf(happenings, urgent)?.changes.map(({ target }) => target.name);
    expect(names).toEqual(['f2', 'f1', 'f0']);
  });

  it('names the worst twenty, the worst first, and counts the rest', () => {
    const findings = Array.from({ length: 30 }, (_, index) =>
      stored('opened', {
        target: arnOf(`f${index}`),
        severity: index % 10 === 7 ? 'critical' : 'high',
      }),
    );

    const alert = alertOf(findings, urgent);

    expect(alert?.changes.map(({ severity }) => severity)).toEqual([
      ...Array(3).fill('critical'),
      ...Array(17).fill('high'),
    ]);
    expect(alert?.changesLeft).toBe(10);
    expect(alert?.counts.bySeverity).toEqual({ critical: 3, high: 27 });
  });

  it('puts what is worse than before before what is new, among equals', () => {
    const alert = alertOf(
      [
        stored('opened', { target: arnOf('a') }),
        stored('worsened', { target: arnOf('b'), severity: 'critical' }, high),
      ],
      urgent,
    );

    expect(alert?.changes.map(({ target }) => target.name)).toEqual(['b', 'a']);
  });

  const batch = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
    .map((names) => names.map((name) => stored('opened', { target: arnOf(name) })));

  property.prop([
    batch.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    ),
  ])(
    'is the same message for the same batch, in whatever order findings come',
    ([batch, again]) => {
      expect(alertOf(again, urgent)).toEqual(alertOf(batch, urgent));
    },
  );

  it('is another message when something else happened', () => {
    const ids = [
      [stored('opened')],
      [stored('opened', { changedAt: '2026-11-26T02:00:00.000Z' })],
      [stored('worsened', {}, high)],
      [stored('opened'), stored('opened', { subject: 'another' })],
    ].map((happenings) => alertOf(happenings, urgent)?.id);

    expect(new Set(ids).size).toBe(4);
  });
});
