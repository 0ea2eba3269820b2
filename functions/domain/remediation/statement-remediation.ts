import type { Target } from '../../core/target.ts';
import {
  isOfAws,
  type NamedPolicy,
  type PolicyStatement,
  placeOf,
  type Statement,
} from '../../engines/iam/index.ts';
import { policyChange, policyRemoval } from './policy-commands.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { statementText } from './statement-text.ts';

/** A statement, and what should stand in its place: nothing, where it should go. */
export interface StatementChange {
  readonly origin: PolicyStatement;
  readonly proposed: readonly Statement[];
}

/**
 * How to change statements of a role: each as it is and as it should be, and the commands that do
 * it. One statement never takes in another: together they would allow what neither did.
 */
export function statementRemediation(
  lead: string,
  role: Target<'role'>,
  changes: readonly StatementChange[],
  more: readonly RemediationPart[] = [],
): string {
  const shown = changes.slice(0, MOST_CHANGES);
  const byPolicy = Map.groupBy(shown, ({ origin }) => origin.policy);

  return remediationText(lead, [
    ...[...byPolicy].flatMap(([policy, some]) => [
      ...some.flatMap(changeParts),
      commandPart(policy, role, isGone(policy, some)),
    ]),
    ...restPart(changes.length - shown.length),
    ...cdkPart(shown),
    ...more,
  ]);
}

/** More are not read, and are done one after the other all the same. */
const MOST_CHANGES = 4;

function changeParts({ origin, proposed }: StatementChange): readonly RemediationPart[] {
  const place = placeOf(origin);

  return [
    { title: `As it is: ${place}`, text: statementText(origin.statement), isBackground: true },
    proposed.length === 0
      ? { title: `As it should be: ${place}`, text: '(gone)' }
      : { title: `As it should be: ${place}`, text: proposed.map(statementText).join(',\n') },
  ];
}

function commandPart(policy: NamedPolicy, role: Target<'role'>, isEmpty: boolean): RemediationPart {
  if (isEmpty) {
    return {
      title: `Nothing is left of ${policy.name}. To remove it`,
      text: policyRemoval(policy, role),
    };
  }

  return {
    title: isOfAws(policy)
      ? `Only AWS changes ${policy.name}. Give the role a policy of its own instead`
      : `To change ${policy.name}`,
    text: policyChange(policy, role).join('\n'),
  };
}

/** IAM takes no policy without a statement. */
function isGone({ statements }: NamedPolicy, changes: readonly StatementChange[]): boolean {
  const gone = changes.filter(({ proposed }) => proposed.length === 0);

  return gone.length === statements.length;
}

function cdkPart(changes: readonly StatementChange[]): readonly RemediationPart[] {
  if (changes.every(({ proposed }) => proposed.length === 0)) return [];

  return [
    {
      title: 'In CDK, with the statement as it should be in the place of STATEMENT',
      text: 'role.addToPrincipalPolicy(iam.PolicyStatement.fromJson(STATEMENT));',
      isBackground: true,
    },
  ];
}

function restPart(count: number): readonly RemediationPart[] {
  return count > 0
    ? [{ title: `Likewise ${count} more`, text: '(see the evidence)', isBackground: true }]
    : [];
}
