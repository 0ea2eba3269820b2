import { expect, it } from 'vitest';
import { managedPolicy, permissionsOf } from '../../../functions/domain/iam/account-details.ts';

const arn = 'arn:aws:iam::111122223333:policy/p';
const attached = { AttachedManagedPolicies: [{ PolicyArn: arn }] };

it.each([
  { name: 'that can be read', document: { Statement: [] }, fails: false },
  { name: 'that cannot', document: {}, fails: true },
])('a managed policy $name is read once for all roles', ({ document, fails }) => {
  let reads = 0;
  const details = {
    get PolicyVersionList() {
      reads += 1;
      return [{ Document: document, IsDefaultVersion: true }];
    },
  };
  const managed = new Map([[arn, managedPolicy(arn, details)]]);
  const outcomeOf = () => {
    try {
      permissionsOf(attached, managed);
      return 'read';
    } catch {
      return 'failed';
    }
  };

  const outcomes = [outcomeOf(), outcomeOf()];

  expect(outcomes).toEqual(fails ? ['failed', 'failed'] : ['read', 'read']);
  expect(reads).toBe(1);
});

it('does not lose a condition that JSON has hidden in a prototype', () => {
  const PolicyDocument: unknown = JSON.parse(
    '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"__proto__": {"a": "b"}}}}',
  );

  expect(() => permissionsOf({ RolePolicyList: [{ PolicyDocument }] }, new Map())).toThrow(
    'the inline policy unnamed is no policy that can be read',
  );
});
