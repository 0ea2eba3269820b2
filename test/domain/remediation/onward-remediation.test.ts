import { describe, expect, it } from 'vitest';
import { onwardRemediation } from '../../../functions/domain/remediation/onward-remediation.ts';
import { leadOf } from '../../../functions/domain/remediation/remediation-text.ts';
import type { RoleChain } from '../../../functions/engines/iam/role-chain.ts';
import { roleChains } from '../../../functions/engines/iam/role-graph.ts';
import {
  accountOfRoles,
  arnOf,
  functionArn,
  noUsers,
  trusting,
  type WrittenRole,
} from '../../builders/account-roles.ts';

const NOW = '2026-11-25T03:00:00.000Z';
const all = { Action: '*' };
const other = { Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:q' };
const run = { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'] };

describe('the remedy of a path over another role', () => {
  it.each<[string, WrittenRole, WrittenRole, RegExp, readonly object[]]>([
    [
      'takes a role that is spelt out from those to assume',
      { may: [{ Action: 'sts:AssumeRole', Resource: [arnOf('b'), arnOf('c')] }] },
      { trusts: [trusting.account] },
      /^Remove sts:AssumeRole on arn:\S+:role\/b; if it has to stay, allow b less\.$/,
      [{ Action: 'sts:AssumeRole', Resource: arnOf('c') }],
    ],
    [
      'takes the whole statement where nothing else is left of it',
      { may: [{ Sid: 'Up', Action: 'sts:AssumeRole', Resource: arnOf('b') }, other] },
      { trusts: [trusting.account] },
      /^Remove sts:AssumeRole on/,
      [],
    ],
    [
      'leaves what else such a statement allows',
      { may: [{ Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: arnOf('b') }] },
      { trusts: [trusting.account] },
      /^Remove sts:AssumeRole on/,
      [{ Action: 'sts:TagSession', Resource: arnOf('b') }],
    ],
    [
      'names the roles in the place of a wildcard',
      { may: [{ Action: 'sts:AssumeRole', Resource: arnOf('*') }] },
      { trusts: [trusting.account] },
      /^Remove sts:AssumeRole on/,
      [{ Action: 'sts:AssumeRole', Resource: '<ARN of the role it uses>' }],
    ],
    [
      'hands a service another role',
      { may: [{ Action: 'iam:PassRole', Resource: [arnOf('b'), arnOf('c')] }, run] },
      { trusts: [trusting.lambda] },
      /^Name the roles that iam:PassRole may pass to lambda\.amazonaws\.com, without b;/,
      [{ Action: 'iam:PassRole', Resource: arnOf('c') }],
    ],
    [
      'takes a change of IAM away',
      { may: [{ Action: 'iam:UpdateAssumeRolePolicy', Resource: arnOf('b') }] },
      { trusts: [trusting.lambda] },
      /^Remove iam:UpdateAssumeRolePolicy on .* deployment role\.$/,
      [],
    ],
    [
      'takes a function from those that it may change',
      { may: [{ Action: 'lambda:UpdateFunctionCode', Resource: functionArn('f') }] },
      { runs: ['f'] },
      /^Remove lambda:UpdateFunctionCode on \S+:f; if it has to stay, allow b less\.$/,
      [],
    ],
  ])('%s', (_, a, b, lead, proposed) => {
    const text = remediationOf(a, { may: [all], ...b });

    expect(leadOf(text)).toMatch(lead);
    expect(proposedIn(text)).toEqual(proposed.map((each) => ({ Effect: 'Allow', ...each })));
    expect(text).toMatch(/aws iam (?:put|delete)-role-policy --role-name a --policy-name own/);
  });

  it('says where else a role to assume may let it in', () => {
    const up = { Action: 'sts:AssumeRole', Resource: arnOf('b') };
    const text = remediationOf({ may: [up] }, { may: [all], trusts: [trusting.account] });

    expect(text).toContain('If the trust policy of b names a, there too');
    expect(text).toContain('aws iam update-assume-role-policy --role-name b');
  });

  it('takes a role out of the trust policy that lets it in by itself', () => {
    const text = remediationOf({ may: [other] }, { may: [all], trusts: [trusting.role('a')] });

    expect(leadOf(text)).toBe(
      'Remove a from the trust policy of b, which is enough to assume that role.',
    );
    expect(text).toContain('aws iam update-assume-role-policy --role-name b');
    expect(text).toMatch(/"Effect": "Deny",\s+"Action": "sts:AssumeRole",\s+"Resource": ".*\/b"/);
  });

  it('is none where the policies of the role are no longer what they were', () => {
    const step = { action: 'iam:PassRole', on: arnOf('b'), openedBy: [], conditions: [] };
    const path: RoleChain = {
      hops: [{ role: arnOf('b'), steps: [step] }],
      more: 0,
      to: arnOf('b'),
      end: { as: 'administrator', with: [] },
      isSure: true,
    };
    const { target } = nodeOf({});

    expect(onwardRemediation(path, { policies: [] }, target, NOW)).toBeUndefined();
    expect(onwardRemediation({ ...path, hops: [] }, { policies: [] }, target, NOW)).toBeUndefined();
  });
});

function remediationOf(a: WrittenRole, b: WrittenRole): string {
  const { target, permissions } = nodeOf(a);
  const found = roleChains({ roles: accountOfRoles({ a, b }), identities: noUsers }, NOW).get(
    target.arn,
  );
  const [path] = found?.known ? found.value : [];
  if (!(path && permissions.known)) throw new Error('there is no such path');

  return onwardRemediation(path, permissions.value, target, NOW) ?? '';
}

function nodeOf(a: WrittenRole) {
  const [role] = accountOfRoles({ a });
  if (!role) throw new Error('there is no such role');

  return role;
}

/** The statements under "As it should be". */
function proposedIn(text: string): readonly unknown[] {
  const [, proposed = ''] = /As it should be: [^\n]*\n([\s\S]*?)\n\n/.exec(text) ?? [];

  return proposed === '(gone)' ? [] : (JSON.parse(`[${proposed}]`) as unknown[]);
}
