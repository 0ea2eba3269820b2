import { lines } from '../../core/evidence.ts';
import { defineCheck, failIfAny, pass } from '../../domain/check.ts';
import { ownRolesRemedy } from '../../domain/remediation/own-roles-remedy.ts';

const LEAD =
  'Delete the function if nobody has missed it. Else give it a role of its own, with only what it ' +
  'needs.';

export const roleMissing = defineCheck({
  id: 'permissions/role-missing',
  target: 'role',
  title: 'Functions name a role that is gone',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'Such a function cannot run, and nobody seems to have missed it. It would run again as soon as ' +
    'somebody makes a role of that name, with whatever that role may do.',
  remediation: LEAD,
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html'],
  suppression: { covers: 'the functions that name the role' },
  needs: ['configuration', 'exists', 'sharers'],

  evaluate({ configuration: { arn }, exists, sharers }) {
    if (exists) return pass;

    return failIfAny([
      {
        subject: 'role',
        mark: sharers,
        summary: `${arn} is gone, and ${sharers.length > 1 ? `${sharers.length} functions name` : 'a function names'} it`,
        evidence: lines(...sharers.toSorted()),
        remediation: ownRolesRemedy(LEAD, sharers.toSorted(), { isDeletionPossible: true }),
      },
    ]);
  },
});
