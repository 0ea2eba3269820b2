import { accountOf, regionOf } from '../../core/target.ts';
import { identityOf } from '../target-identity.ts';
import { awsCommand } from './aws-command.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';

/** The commands of one function are those of all. */
const MOST_FUNCTIONS = 3;

const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

/**
 * How each of some functions gets a role of its own.
 *
 * @param functions ARNs.
 */
export function ownRolesRemediation(
  lead: string,
  functions: readonly string[],
  { isDeletionPossible = false }: { readonly isDeletionPossible?: boolean } = {},
): string {
  const shown = functions.slice(0, MOST_FUNCTIONS);
  const hidden = functions.length - shown.length;
  const rest = hidden > 0 ? `, and likewise for ${hidden} more` : '';

  return remediationText(lead, [
    ...(isDeletionPossible
      ? [{ title: `To delete it${rest}`, text: shown.map(deletion).join('\n') }]
      : []),
    ...shown.map(rolePart),
    {
      title: `In CDK${rest}`,
      text: '// without the property `role`, a lambda.Function creates a role of its own',
    },
  ]);
}

function rolePart(arn: string): RemediationPart {
  const { name, region } = identityOf(arn);
  const [, partition = 'aws'] = arn.split(':');
  const role = `${name}-role`.slice(-MOST_NAME);

  return {
    title: `A role for ${name}; policy.json is what it needs`,
    text: [
      awsCommand('iam', 'create-role', { 'role-name': role, 'assume-role-policy-document': trust }),
      awsCommand('iam', 'put-role-policy', {
        'role-name': role,
        'policy-name': 'own',
        'policy-document': 'file://policy.json',
      }),
      awsCommand('lambda', 'update-function-configuration', {
        'function-name': name,
        region,
        role: `arn:${partition}:iam::${accountOf(arn)}:role/${role}`,
      }),
    ].join('\n'),
  };
}

/** Characters of the name of a role. */
const MOST_NAME = 64;

function deletion(arn: string): string {
  return awsCommand('lambda', 'delete-function', {
    'function-name': identityOf(arn).name,
    region: regionOf(arn),
  });
}
