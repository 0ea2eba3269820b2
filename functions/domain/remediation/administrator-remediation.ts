import type { Target } from '../../core/target.ts';
import { type Administration, type Statement, serviceOf } from '../../engines/iam/index.ts';
import { awsCommand } from './aws-command.ts';
import { limited, withCalledActions } from './narrowed.ts';
import { placeholder } from './placeholder.ts';
import { statementRemediation } from './statement-remediation.ts';

/** How an administrator becomes an ordinary role, and what holds it until then. */
export function administratorRemediation(
  { grants, over }: Administration,
  role: Target<'role'>,
): string {
  const boundary = awsCommand('iam', 'put-role-permissions-boundary', {
    'role-name': role.name,
    'permissions-boundary': placeholder('ARN of a policy that names the services it needs'),
  });

  return statementRemediation(
    'Allow only the actions that the functions call, each on the resources that they use.',
    role,
    grants.map((origin) => ({
      origin,
      proposed: [
        over === 'everything'
          ? limited(origin.statement)
          : limited(withoutWholeServices(origin.statement)),
      ],
    })),
    [{ title: 'Until that is done, limit it with a permissions boundary', text: boundary }],
  );
}

function withoutWholeServices(statement: Statement): Statement {
  const whole = statement.actions.patterns.map(serviceOf).filter((name) => name !== undefined);

  return whole.reduce(withCalledActions, statement);
}
