import { describe, expect, it } from 'vitest';
import type { Advisory } from '../../../functions/engines/packages/advisory.ts';
import { noUrgency, withUrgency } from '../../../functions/engines/packages/urgency.ts';

const advisory: Advisory = {
  id: 'GHSA-35jh-r3h4-6jhm',
  aliases: ['CVE-2021-23337', 'CVE-2021-99999'],
  severity: 'medium',
  rated: false,
  summary: '',
  url: '',
  knownExploited: false,
  affected: { versions: [], ranges: [] },
};

describe('withUrgency', () => {
  it('leaves an advisory alone of which nothing more is known', () => {
    expect(withUrgency(advisory, noUrgency)).toEqual(advisory);
  });

  it('takes the likelihood of the CVE that is likeliest', () => {
    const likelihoods = new Map([
      ['CVE-2021-23337', 0.1],
      ['CVE-2021-99999', 0.7],
    ]);

    expect(withUrgency(advisory, { ...noUrgency, likelihoods })).toEqual({
      ...advisory,
      likelihood: 0.7,
    });
  });

  it('keeps that an exploit is not likely at all, and how likely one was that is known', () => {
    const likelihoods = new Map([['CVE-2021-23337', 0]]);
    const exploited = new Set(['CVE-2021-23337']);

    expect(withUrgency(advisory, { ...noUrgency, likelihoods })).toMatchObject({ likelihood: 0 });
    expect(withUrgency(advisory, { ...noUrgency, likelihoods, exploited })).toMatchObject({
      likelihood: 0,
      knownExploited: true,
    });
  });

  it('rates what has no rating, by the worst rating of its CVEs', () => {
    const ratings = new Map([
      ['CVE-2021-23337', 'low'],
      ['CVE-2021-99999', 'high'],
    ] as const);

    expect(withUrgency(advisory, { ...noUrgency, ratings })).toMatchObject({
      severity: 'high',
      rated: true,
    });
  });

  it('never rates anew what is rated', () => {
    const ratings = new Map([['CVE-2021-23337', 'critical']] as const);

    expect(withUrgency({ ...advisory, rated: true }, { ...noUrgency, ratings })).toMatchObject({
      severity: 'medium',
    });
  });

  it('makes critical what is known to be exploited, whatever its rating', () => {
    const urgency = {
      ...noUrgency,
      exploited: new Set(['CVE-2021-99999']),
      ratings: new Map([['CVE-2021-23337', 'low']] as const),
    };

    expect(withUrgency(advisory, urgency)).toMatchObject({
      severity: 'critical',
      rated: true,
      knownExploited: true,
    });
  });
});
