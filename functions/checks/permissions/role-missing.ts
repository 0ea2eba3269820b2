import { defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';

export const roleMissing = defineCheck({
  id: 'permissions/role-missing',
  target: 'role',
  title: 'Functions name a role that is gone',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'Such a function cannot run, and nobody seems to have missed it. It would run again as soon as ' +
    'somebody makes a role of that name, with whatever that role may do.',
  remediation:
    'Delete the function if nobody has missed it. Else make a role of its own for it, with only what ' +
    'it needs, and name that: aws lambda update-function-configuration --function-name FUNCTION ' +
    '--role ROLE_ARN',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html'],
  needs: ['configuration', 'exists', 'sharers'],

  evaluate({ configuration: { arn }, exists, sharers }) {
    if (exists) return pass;

    return failIfAny([
      {
        subject: 'role',
        summary: `${arn} is gone, and ${sharers.length > 1 ? `${sharers.length} functions name` : 'a function names'} it`,
        evidence: lines(...sharers.toSorted()),
      },
    ]);
  },
});
