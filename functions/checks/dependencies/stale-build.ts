import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny } from '../../domain/check.ts';
import { defineCheck } from '../define-check.ts';

const DAYS = 365;

export const staleBuild = defineCheck({
  id: 'dependencies/stale-build',
  target: 'function',
  title: 'Code not rebuilt for a year',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'Fixes that its packages have released since have not arrived, and no one knows whether ' +
    'the build still works on the day on which it has to.',
  remediation:
    'Rebuild and deploy it from source with current packages, and schedule a regular rebuild.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html'],
  suppression: { whole: 'any other build resolves it' },
  cwe: 'CWE-1104',
  needs: ['build', 'now'],

  evaluate({ build: { since, packages }, now }) {
    const isStale = packages > 0 && since < daysBefore(now, DAYS);

    return failIfAny(
      isStale
        ? [
            {
              subject: 'function',
              summary: `The same code, with ${counted(packages)}, has been deployed since ${since.slice(0, 10)} or longer`,
              evidence: lines(
                'a change of configuration or of tags does not count: the code is the same',
              ),
            },
          ]
        : [],
    );
  },
});

function counted(packages: number): string {
  return packages === 1 ? '1 third-party package' : `${packages} third-party packages`;
}
