import { defineCheck, failIfAny, lines, pass } from '../../domain/check.ts';
import { administration } from '../../domain/iam/administrator.ts';
import {
  type Escalation,
  type EscalationStep,
  escalationsOf,
} from '../../domain/iam/escalation.ts';
import { placeOf, reachOf } from '../../domain/iam/policy-statement.ts';
import { escalationRemedy } from '../../domain/remedy/escalation-remedy.ts';

export const privilegeEscalation = defineCheck({
  id: 'permissions/privilege-escalation',
  target: 'role',
  title: 'A role can make itself more powerful than it is',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'Whoever takes over one of its functions does not stay with what the role allows: these ' +
    'actions, one after the other, give more.',
  remediation:
    'Take one of the steps away: name the roles in iam:PassRole and the service in ' +
    'iam:PassedToService, name the functions, policies or roles that it may change, and leave ' +
    'changes of IAM to a deployment role.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  cwe: 'CWE-269',
  needs: ['permissions', 'configuration', 'now'],

  evaluate({ permissions, configuration, now }) {
    if (administration(permissions)) return pass;

    const [worst, ...others] = escalationsOf(permissions, configuration, now);
    if (!worst) return pass;

    return failIfAny([
      {
        subject: 'role',
        summary: `It can ${aimOf(worst)} with ${namesOf(worst, ', then ')}${proviso(worst)}`,
        evidence: lines(...worst.steps.flatMap(stepLines), ...otherWays(others)),
        severity: worst.endsAsAdministrator ? 'critical' : 'high',
        remediation: escalationRemedy(worst, configuration),
      },
    ]);
  },
});

function aimOf({ steps, endsAsAdministrator }: Escalation): string {
  const [{ on, passedTo }] = steps;
  if (endsAsAdministrator) return 'make itself an administrator';
  if (on === 'itself') return 'give itself permissions';

  return passedTo === undefined
    ? 'get at the permissions of others'
    : 'act as any role that the service may take';
}

function proviso({ isSure }: Escalation): string {
  return isSure ? '' : ', under conditions';
}

function namesOf({ steps }: Escalation, between: string): string {
  return steps.map(({ action }) => action).join(between);
}

function stepLines({ action, on, passedTo, decision }: EscalationStep, index: number) {
  const conditions = decision.conditions.map(({ operator, key }) => `${operator} ${key}`);
  const when = conditions.length > 0 ? `, if ${[...new Set(conditions)].join(' and ')}` : '';
  const step = `${index + 1}. ${wordsFor(action)}${objects.get(on)}`;
  const to = passedTo === undefined ? '' : `, to ${passedTo}`;

  return [
    `${step} (${action}${to})${when}`,
    ...decision.deciding.map(
      (origin) =>
        `opened by ${placeOf(origin)}, which ${origin.statement.effect === 'Allow' ? 'allows' : 'denies'} ${reachOf(origin.statement)}`,
    ),
  ];
}

function wordsFor(action: string): string {
  return words.get(action) ?? `call ${action}`;
}

const words: ReadonlyMap<string, string> = new Map([
  ['iam:AddUserToGroup', 'add a user to a group'],
  ['iam:AttachGroupPolicy', 'attach AdministratorAccess to a group'],
  ['iam:AttachRolePolicy', 'attach AdministratorAccess to a role'],
  ['iam:AttachUserPolicy', 'attach AdministratorAccess to a user'],
  ['iam:CreateAccessKey', 'make an access key of a user'],
  ['iam:CreateLoginProfile', 'set a first password for a user'],
  ['iam:CreatePolicyVersion', 'rewrite a policy'],
  ['iam:DeleteAccessKey', 'delete a key to make room for one'],
  ['iam:DeleteRolePermissionsBoundary', 'take the boundary off a role'],
  ['iam:DeleteUserPermissionsBoundary', 'take the boundary off a user'],
  ['iam:PassRole', 'hand a role to a service'],
  ['iam:PutGroupPolicy', 'write a policy into a group'],
  ['iam:PutRolePolicy', 'write a policy into a role'],
  ['iam:PutUserPolicy', 'write a policy into a user'],
  ['iam:SetDefaultPolicyVersion', 'put an older version of a policy into force'],
  ['iam:UpdateAssumeRolePolicy', 'change who may become a role'],
  ['iam:UpdateLoginProfile', 'change the password of a user'],
  ['lambda:CreateFunction', 'make a function that runs as that role'],
  ['lambda:InvokeFunction', 'run it'],
  ['lambda:UpdateFunctionCode', 'replace the code of a function'],
  ['lambda:UpdateFunctionConfiguration', 'add a layer to a function'],
  ['ssm:SendCommand', 'run a command on an instance'],
  ['ssm:StartSession', 'log in to an instance'],
  ['sts:AssumeRole', 'become a role'],
]);

const objects: ReadonlyMap<EscalationStep['on'], string> = new Map([
  ['itself', ', its own'],
  ['one named', ', the one that its policies name'],
  ['any', ', whichever it likes'],
  ['some', ''],
]);

function otherWays(others: readonly Escalation[]): readonly string[] {
  const shown = others.slice(0, 5).map((other) => namesOf(other, ' + '));
  const hidden = others.length - shown.length;
  const rest = hidden > 0 ? [`and ${hidden} more`] : [];

  return shown.length > 0 ? [`other ways: ${[...shown, ...rest].join('; ')}`] : [];
}
