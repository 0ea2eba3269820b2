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
          : onUsedOfIam(limited(withoutWholeServices(origin.statement))),
      ],
    })),
    [{ title: 'Until that is done, limit it with a permissions boundary', text: boundary }],
  );
}

function withoutWholeServices(statement: Statement): Statement {
  const whole = statement.actions.patterns.map(serviceOf).filter((name) => name !== undefined);

  return whole.reduce(withCalledActions, statement);
}

/** What may be any role, user or policy: what is left of IAM is a fault on it by itself. */
function onUsedOfIam(statement: Statement): Statement {
  const { scope, patterns } = statement.resources;
  const named = patterns.map((pattern) =>
    ANY_OF_IAM.test(pattern) ? placeholder('ARN of what it uses') : pattern,
  );

  return { ...statement, resources: { scope, patterns: [...new Set(named)] } };
}

const ANY_OF_IAM = /^arn:[^:]*:iam::[^:]*:[\w-]+\/\*+$/;
