import type { Target } from '../../core/target.ts';
import {
  type NamedPolicy,
  type RightSizedPolicy,
  rightSizedPolicy,
  UnprovenPolicy,
} from '../../engines/iam/index.ts';
import { vigilCommand } from '../vigil-command.ts';
import { awsCommand } from './aws-command.ts';
import { policyRemoval } from './policy-commands.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { shellWord } from './shell-word.ts';
import { policyText } from './statement-text.ts';

/** What a role's policies would be replaced by; undefined where that cannot be proved right. */
export type Sized = RightSizedPolicy | undefined;

/** Of a policy that would be wrong, only the command says so. */
export function provenPolicy(...input: Parameters<typeof rightSizedPolicy>): Sized {
  try {
    return rightSizedPolicy(...input);
  } catch (error) {
    if (error instanceof UnprovenPolicy) return undefined;
    throw error;
  }
}

/** The least that a role needs, as a policy in the place of all that it has. */
export function rightSizeRemediation(
  lead: string,
  role: Target<'role'>,
  policies: readonly NamedPolicy[],
  sized: Sized,
  functions: readonly string[],
): string {
  const command = {
    title:
      functions.length > 1
        ? 'One policy for each of its functions, with the reason for each statement'
        : 'The same policy with the reason for each statement, as JSON, CDK, Terraform or SAM',
    text: vigilCommand('policy', shellWord(role.name)),
  };

  return remediationText(lead, [...policyParts(role, policies, sized), command]);
}

function policyParts(
  role: Target<'role'>,
  policies: readonly NamedPolicy[],
  sized: Sized,
): readonly RemediationPart[] {
  const statements = sized?.statements.map(({ statement }) => statement) ?? [];
  if (statements.length === 0) return [];

  return [
    {
      title: 'All that it needs: policy.json, in the place of all its policies',
      text: policyText(statements),
    },
    {
      title: 'To give it to the role, and take the others away once its functions run with it',
      text: [
        awsCommand('iam', 'put-role-policy', {
          'role-name': role.name,
          'policy-name': NAME,
          'policy-document': 'file://policy.json',
        }),
        ...policies
          .filter(({ name, arn }) => arn !== undefined || name !== NAME)
          .map((policy) => policyRemoval(policy, role)),
      ].join('\n'),
    },
  ];
}

/** Of the inline policy; one of that name is replaced. */
const NAME = 'right-sized';
