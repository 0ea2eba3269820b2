import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { transitionKinds } from '../../functions/domain/finding.ts';
import {
  detailTypes,
  findingEvent,
  findingEventDetail,
} from '../../functions/domain/finding-event.ts';
import { hostileFindings } from '../cli/render/hostile-findings.ts';
import { seed } from '../property.ts';
import { formattedSchema } from './notification/formatted-schema.ts';
import { findingOf, stored } from './notification/samples.ts';

describe('docs/event.schema.json', () => {
  it('is what events are made of', async () => {
    const schema = {
      title: 'The detail of an event of lambda-vigil, version 1',
      ...z.toJSONSchema(findingEventDetail, { io: 'input' }),
    };

    await expect(formattedSchema(schema)).toMatchFileSnapshot('../../docs/event.schema.json');
  });

  it('takes the events of hostile findings, each within its bytes', () => {
    for (const finding of hostileFindings(500, seed)) {
      const event = findingEvent({ kind: 'opened', finding, quiet: true });
      const text = JSON.stringify(event?.detail);

      expect(findingEventDetail.parse(JSON.parse(text))).toEqual(event?.detail);
      expect(Buffer.byteLength(text)).toBeLessThan(250_000);
    }
  });
});

describe('an event', () => {
  it.each(transitionKinds.filter((kind) => kind !== 'updated'))(
    'says what happened: %s',
    (kind) => {
      const event = findingEvent(stored(kind, { changedAt: '2026-11-26T02:00:00.000Z' }));

      expect(event).toMatchObject({
        detailType: detailTypes[kind],
        resources: [findingOf().target],
        time: '2026-11-26T02:00:00.000Z',
        detail: { transition: kind, firstNight: false, finding: { check: findingOf().check } },
      });
    },
  );

  it('is none for better words alone', () => {
    expect(findingEvent(stored('updated'))).toBeUndefined();
  });

  it('has the same id when it comes twice, and another for the next change', () => {
    const ids = [stored('opened'), stored('opened'), stored('resolved')].map(
      (change) => findingEvent(change)?.detail.id,
    );

    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('says by whom and why it was suppressed, and what its check is mapped to', () => {
    const suppression = { reason: 'r', until: '2027-01-01T00:00:00.000Z' };
    const event = findingEvent(
      {
        ...stored('suppressed', { suppression }),
        finding: findingOf({
          status: 'suppressed',
          suppression,
          history: [{ kind: 'suppressed', at: 'a', severity: 'high', by: 'arn:ada', because: 'b' }],
        }),
      },
      { fsbp: ['Lambda.1'] },
    );

    expect(event?.detail).toMatchObject({
      by: 'arn:ada',
      because: 'b',
      suppression,
      finding: { frameworks: { fsbp: ['Lambda.1'] } },
    });
  });
});
