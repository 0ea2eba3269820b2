import { beforeAll, describe, expect, it } from 'vitest';
import { judgeApps } from '../../scripts/bench/noise/judge-apps.ts';
import { sampleApps } from '../../scripts/bench/noise/sample-apps.ts';

/** Findings a function, at most: of all severities, and of those above medium. */
const MOST = { all: 1.5, grave: 0.3 };

let judged: Awaited<ReturnType<typeof judgeApps>>;
beforeAll(async () => {
  judged = await judgeApps(sampleApps);
});

describe('fifty applications in which nothing is planted', () => {
  it('are fifty, of both languages and every kind of trigger, and are seen whole', () => {
    const functions = sampleApps.flatMap((app) => app.functions);
    const kinds = functions.flatMap(({ triggers }) => triggers.map(({ kind }) => kind));

    expect(sampleApps).toHaveLength(50);
    expect(new Set(functions.map(({ name }) => name)).size).toBe(functions.length);
    expect(new Set(kinds)).toEqual(new Set(['route', 'url', 'event', 'poll']));
    const gaps = judged.coverage.flatMap(({ target, gaps: all }) =>
      all.map(({ fact }) => `${target.split(/[:/]/).at(-1)} ${fact}`),
    );
    expect(gaps).toEqual([]);
  });

  it('have few findings, and hardly any above medium', () => {
    const functions = sampleApps.flatMap((app) => app.functions).length;
    const grave = judged.findings.filter(({ severity }) => ['critical', 'high'].includes(severity));

    expect(judged.findings.length / functions).toBeLessThanOrEqual(MOST.all);
    expect(grave.length / functions).toBeLessThanOrEqual(MOST.grave);
  });

  it('have above medium what anyone may write by, and nothing else', () => {
    const grave = judged.findings.filter(({ severity }) => ['critical', 'high'].includes(severity));

    expect(
      grave.map(({ check, target }) => `${check} of ${target.split(/[:/]/).at(-1)}`).toSorted(),
    ).toEqual([
      'permissions/open-api-route of guestbook-create',
      'permissions/open-api-route of guestbook-remove',
    ]);
  });

  it('have one finding of what they share, with the functions in it', () => {
    const shared = judged.findings.filter(({ target }) => target.endsWith(':root'));

    expect(shared.map(({ check, subject }) => `${check}#${subject}`).toSorted()).toEqual([
      'dependencies/abandoned-package#deprecated',
      'dependencies/outdated-package#one major behind',
      'dependencies/outdated-package#several majors behind',
      'dependencies/stale-build#a year',
      'usage/unbounded-public-spend#eu-west-1',
    ]);
  });
});
