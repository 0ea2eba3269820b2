import { daysBefore } from '../../core/days-before.ts';
import { lines } from '../../core/evidence.ts';
import { failIfAny } from '../../domain/check.ts';
import { defineCheck } from '../define-check.ts';

const DAYS = 365;

export const staleBuild = defineCheck({
  id: 'dependencies/stale-build',
  target: 'function',
  title: 'Code with packages of others has not been built anew for a year',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'What its packages have mended meanwhile has not arrived, and nobody knows whether it can still be built when it has to be, in a hurry.',
  remediation:
    'Build and deploy it from its source with current packages, and let a schedule do so from now on.',
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
              summary: `The same code, with ${counted(packages)}, since ${since.slice(0, 10)} or longer`,
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
  return packages === 1 ? '1 package of others' : `${packages} packages of others`;
}
