import { counted } from '../../core/amounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import type { FunctionBuild } from '../../domain/build.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { identityOf } from '../../domain/target-identity.ts';
import { defineCheck } from '../define-check.ts';

/** The oldest class first. */
const classes = [
  { years: 3, subject: 'three years' },
  { years: 2, subject: 'two years' },
  { years: 1, subject: 'a year' },
] as const;

/** As many functions as a reader wants named. */
const MOST_NAMED = 20;

export const staleBuild = defineCheck({
  id: 'dependencies/stale-build',
  target: 'account',
  title: 'Code not rebuilt for a year',
  severity: 'info',
  practice: 'dependencies',
  rationale:
    'Fixes that its packages have released since have not arrived, and no one knows whether ' +
    'the build still works on the day on which it has to. Functions whose code is older than ' +
    'one, two and three years are one finding each. A change of configuration or of tags does ' +
    'not count: the code is the same. Code without packages of others does not age so.',
  remediation:
    'Rebuild and deploy them from source with current packages, and schedule a regular rebuild.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html'],
  suppression: { covers: 'how many functions there are, up to the next power of two' },
  cwe: 'CWE-1104',
  needs: ['builds', 'now'],

  evaluate({ builds, now }) {
    const stale = builds.filter(({ packages }) => packages > 0);
    const byClass = Map.groupBy(stale, ({ since }) =>
      classes.find(({ years }) => since < daysBefore(now, years * 365)),
    );

    return failIfAny(classes.flatMap((each) => detailOf(each.subject, byClass.get(each))));
  },
});

function detailOf(age: string, builds: readonly FunctionBuild[] = []): readonly Detail[] {
  const oldestFirst = builds.toSorted(
    (a, b) => compareTexts(a.since, b.since) || compareTexts(a.arn, b.arn),
  );
  const [oldest] = oldestFirst;
  if (!oldest) return [];

  const more = builds.length - MOST_NAMED;
  return [
    {
      subject: age,
      mark: powersIn(builds.length, 'functions'),
      summary: `${counted(builds.length, 'function')} with packages of others not rebuilt for ${age} or longer, the oldest since ${oldest.since.slice(0, 10)}`,
      evidence: lines(
        ...oldestFirst.slice(0, MOST_NAMED).map(lineOf),
        ...(more > 0 ? [`and ${more} more`] : []),
      ),
    },
  ];
}

function lineOf({ arn, since, packages }: FunctionBuild): string {
  return `${identityOf(arn).name}: the same code, with ${counted(packages, 'third-party package')}, since ${since.slice(0, 10)} or longer`;
}
