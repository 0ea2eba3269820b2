import { expect, it } from 'vitest';
import { managedPolicy, permissionsOf } from '../../../functions/engines/iam/account-details.ts';

const arn = 'arn:aws:iam::111122223333:policy/p';
const attached = { RolePolicyList: [], AttachedManagedPolicies: [{ PolicyArn: arn }] };

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
    const permissions = permissionsOf(attached, managed);

    return permissions.known && !permissions.incomplete ? 'read' : 'failed';
  };

  const outcomes = [outcomeOf(), outcomeOf()];

  expect(outcomes).toEqual(fails ? ['failed', 'failed'] : ['read', 'read']);
  expect(reads).toBe(1);
});

it('does not lose a condition that JSON has hidden in a prototype', () => {
  const PolicyDocument: unknown = JSON.parse(
    '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"__proto__": {"a": "b"}}}}',
  );

  const details = { RolePolicyList: [{ PolicyDocument }], AttachedManagedPolicies: [] };
  expect(permissionsOf(details, new Map())).toMatchObject({
    value: { policies: [] },
    incomplete: expect.stringContaining('the inline policy unnamed is no policy that can be read'),
  });
});

it('names the first of many that cannot be read, and counts the others', () => {
  const RolePolicyList = Array.from({ length: 9 }, (_, index) => ({ PolicyName: `p${index}` }));
  const permissions = permissionsOf({ RolePolicyList, AttachedManagedPolicies: [] }, new Map());

  expect(permissions).toMatchObject({
    incomplete: expect.stringMatching(/policy p0; .*policy p4; and 4 more$/),
  });
});
