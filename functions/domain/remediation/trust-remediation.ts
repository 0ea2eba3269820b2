import type { Target } from '../../core/target.ts';
import type { ResourceStatement, TrustPolicy } from '../../engines/iam/index.ts';
import { awsCommand } from './aws-command.ts';
import { withoutPrincipals } from './permission-remediation.ts';
import { remediationText } from './remediation-text.ts';
import { statementText } from './statement-text.ts';

/**
 * How to keep principals from assuming a role.
 *
 * @param names principals, as the trust policy names them.
 */
export function trustRemediation(
  { statements }: TrustPolicy,
  role: Target<'role'>,
  names: readonly string[],
): string {
  const named = { 'role-name': role.name };
  const read = awsCommand('iam', 'get-role', { ...named, query: 'Role.AssumeRolePolicyDocument' });

  return remediationText(
    'Let only Lambda assume it, and give every other principal a role of its own. If another account ' +
      'has to keep access, name one role of it and require sts:ExternalId.',
    [
      { title: 'As it is', text: listed(statements), isBackground: true },
      { title: 'As it should be', text: listed(without(statements, names)) },
      {
        title: 'To change it',
        text: [
          `${read} > trust.json`,
          '# in trust.json, write the statements as they should be in the place of what they are',
          awsCommand('iam', 'update-assume-role-policy', {
            ...named,
            'policy-document': 'file://trust.json',
          }),
        ].join('\n'),
      },
    ],
  );
}

/** Statements that admit no other principal; that for Lambda, where none is left. */
function without(
  statements: readonly ResourceStatement[],
  names: readonly string[],
): readonly ResourceStatement[] {
  const left = statements.flatMap((statement) =>
    statement.effect === 'Deny' ? [statement] : (withoutPrincipals(statement, names) ?? []),
  );

  return left.some(({ effect }) => effect === 'Allow') ? left : [...left, forLambda];
}

const forLambda: ResourceStatement = {
  effect: 'Allow',
  principals: { scope: 'only', named: [{ kind: 'Service', name: 'lambda.amazonaws.com' }] },
  actions: { scope: 'only', patterns: ['sts:AssumeRole'] },
  resources: { scope: 'only', patterns: ['*'] },
  conditions: [],
};

function listed(statements: readonly ResourceStatement[]): string {
  return statements.map(statementText).join(',\n');
}
