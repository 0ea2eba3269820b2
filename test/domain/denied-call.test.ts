import { describe, expect, it } from 'vitest';
import { deniedCallIn } from '../../functions/domain/denied-call.ts';
import { processorTime } from '../processor-time.ts';

const session = 'arn:aws:sts::111122223333:assumed-role/LambdaVigil-ScanCode-1A/LambdaVigil-scan';
const onOrders = 'on resource: arn:aws:lambda:eu-west-1:111122223333:function:orders';
const denied = `AccessDeniedException: User: ${session} is not authorized to perform: lambda:GetPolicy ${onOrders}`;

describe('a call that AWS denies', () => {
  it.each([
    [
      'is shown as what to grant to which role',
      `${denied} because no identity-based policy allows the lambda:GetPolicy action`,
      'denied: lambda:GetPolicy; grant it to role LambdaVigil-ScanCode-1A',
    ],
    [
      'without a reason too',
      denied,
      'denied: lambda:GetPolicy; grant it to role LambdaVigil-ScanCode-1A',
    ],
    [
      'by the resource alone too',
      `${denied} because no resource-based policy allows the lambda:GetPolicy action`,
      'denied: lambda:GetPolicy; grant it to role LambdaVigil-ScanCode-1A',
    ],
    [
      'is shown as what forbids it, where no grant helps',
      `${denied} with an explicit deny in a service control policy: arn:aws:organizations::9:policy/o/p`,
      'denied: lambda:GetPolicy to role LambdaVigil-ScanCode-1A, by its service control policy',
    ],
    [
      'by a Deny of its own',
      `${denied} with an explicit deny in an identity-based policy`,
      'denied: lambda:GetPolicy to role LambdaVigil-ScanCode-1A, by its identity-based policy',
    ],
    [
      'by a boundary',
      `${denied} because no permissions boundary allows the lambda:GetPolicy action`,
      'denied: lambda:GetPolicy to role LambdaVigil-ScanCode-1A, by its permissions boundary',
    ],
    [
      'of a user',
      'User: arn:aws:iam::111122223333:user/team/ada is not authorized to perform: iam:ListRoles',
      'denied: iam:ListRoles; grant it to user ada',
    ],
    [
      'of the root of an account',
      'User: arn:aws:iam::111122223333:root is not authorized to perform: iam:ListRoles',
      'denied: iam:ListRoles; grant it to arn:aws:iam::111122223333:root',
    ],
    [
      'of a caller without a name',
      'is not authorized to perform: iam:ListRoles',
      'denied: iam:ListRoles; grant it to the caller',
    ],
  ])('%s', (_, text, short) => {
    expect(deniedCallIn(text)).toBe(short);
  });

  it.each([
    '',
    'ThrottlingException: Rate exceeded',
    'is not authorized to perform: this operation',
  ])('is not in %j', (text) => {
    expect(deniedCallIn(text)).toBeUndefined();
  });

  it('is read in time that grows with the text alone', () => {
    const poison = `${'is not authorized to perform: '.repeat(100_000)}a:b because no ${'a '.repeat(100_000)}`;

    expect(processorTime(() => deniedCallIn(poison))).toBeLessThan(1_000);
  });
});
