import { expect, it } from 'vitest';
import { orphanRole } from '../../../functions/checks/usage/orphan-role.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const arn = 'arn:aws:iam::111122223333:role/shop/crawler';
const role = { arn, createdAt: '2024-01-01T08:00:00.000Z', managed: [] };
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

describeCheck(orphanRole, {
  passes: [{ name: 'an account whose roles are all in use', facts: { orphanRoles: [] } }],
  fails: [
    { name: 'a role that no function has', facts: { orphanRoles: [role] }, subjects: [arn] },
    {
      name: 'each of several',
      facts: { orphanRoles: [role, { ...role, arn: `${arn}-2` }] },
      subjects: [arn, `${arn}-2`],
    },
  ],
});

it.each([
  ['low', []],
  ['low', ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']],
  ['low', ['arn:aws:iam::111122223333:policy/AdministratorAccess']],
  ['medium', [admin]],
  ['medium', ['arn:aws-cn:iam::aws:policy/IAMFullAccess']],
])('is %s with %j attached', (severity, managed) => {
  expect(detailOf({ ...role, managed })).toMatchObject({ severity });
});

it('says since when, the same every night, and first what it may do', () => {
  const logs = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

  expect(detailOf(role)?.evidence).toEqual([
    { text: 'no use on record: IAM keeps 400 days' },
    { text: 'created on 2024-01-01' },
  ]);
  expect(
    detailOf({ ...role, lastUsedAt: '2025-02-01T00:00:00.000Z', managed: [logs, admin] })?.evidence,
  ).toEqual([
    { text: `attached: ${admin}` },
    { text: `attached: ${logs}` },
    { text: 'last used on 2025-02-01' },
    { text: 'created on 2024-01-01' },
  ]);
});

it('keeps what it was, makes it powerless, deletes it, and knows the way back, in this order', () => {
  const remediation = detailOf({ ...role, managed: [admin] })?.remediation ?? '';

  const steps = [
    'aws iam get-role --role-name crawler --query Role.AssumeRolePolicyDocument > crawler-trust.json',
    'aws iam attach-role-policy --role-name crawler --policy-arn arn:aws:iam::aws:policy/AWSDenyAll',
    'aws iam detach-role-policy --role-name crawler --policy-arn "$policy"',
    'aws iam delete-role-policy --role-name crawler --policy-name "$policy"',
    'aws iam delete-role --role-name crawler\n',
    'aws iam create-role --role-name crawler --path /shop/',
    `aws iam attach-role-policy --role-name crawler --policy-arn ${admin}`,
  ].map((step) => remediation.indexOf(step));
  expect(steps).not.toContain(-1);
  expect(steps).toEqual(steps.toSorted((one, other) => one - other));
});

it('lets no name act in a shell', () => {
  const arn = "arn:aws:iam::111122223333:role/x'$(reboot)";

  const remediation = detailOf({ ...role, arn })?.remediation ?? '';

  expect(remediation).toContain(`--role-name 'x'\\''$(reboot)'`);
  expect(remediation.replaceAll(/'(?:[^']|'\\'')*'/g, '')).not.toContain('reboot');
});

function detailOf(orphan: Parameters<typeof orphanRole.evaluate>[0]['orphanRoles'][number]) {
  const verdict = orphanRole.evaluate({ orphanRoles: [orphan] });

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}
