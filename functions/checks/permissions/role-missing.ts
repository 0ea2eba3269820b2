import { lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { ownRolesRemediation } from '../../domain/remediation/own-roles-remediation.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Delete the function if it is not needed. Otherwise give it a role of its own, with only ' +
  'what it needs.';

export const roleMissing = defineCheck({
  id: 'permissions/role-missing',
  target: 'role',
  title: 'Execution role does not exist',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'A function cannot run without its role, and this one does not seem to be missed. It runs ' +
    'again as soon as a role of that name is created, with whatever that role allows.',
  remediation: LEAD,
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html'],
  frameworks: { cis: ['12.7'] },
  suppression: { covers: 'the functions that name the role' },
  needs: ['configuration', 'exists', 'sharers'],

  evaluate({ configuration: { arn }, exists, sharers }) {
    if (exists) return pass;

    return failIfAny([
      {
        subject: 'role',
        mark: sharers,
        summary: `${arn} does not exist, and ${sharers.length > 1 ? `${sharers.length} functions name` : 'a function names'} it`,
        evidence: lines(...sharers.toSorted()),
        remediation: ownRolesRemediation(LEAD, sharers.toSorted(), { isDeletionPossible: true }),
      },
    ]);
  },
});
