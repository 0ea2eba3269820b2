import { describe, expect, it } from 'vitest';
import { closedAccountIn, notEntered } from '../../functions/domain/closed-account.ts';

const role = 'arn:aws:iam::222233334444:role/lambda-vigil-usage';
const short =
  'the account cannot be entered as arn:aws:iam::222233334444:role/lambda-vigil-…: deploy the member roles there, as vigil member-template prints them, or see whether the account is suspended';

describe('an account that cannot be entered', () => {
  it.each([
    [
      'is one cause whichever scanner was refused: without its name, and without who asked',
      notEntered(
        role,
        `AccessDenied: User: arn:aws:sts::111122223333:assumed-role/Usage/usage is not authorized to perform: sts:AssumeRole on resource: ${role}`,
      ),
      `${short} (AccessDenied)`,
    ],
    [
      'also in the words of a fact that it hides',
      `budgets: ${notEntered(role, 'AccessDenied: User: x (y)')}`,
      `${short} (AccessDenied)`,
    ],
    [
      'keeps why it was not, where AWS did not deny it',
      notEntered(role, 'TimeoutError: a (b)'),
      `${short} (TimeoutError)`,
    ],
    ['also when AWS says nothing', notEntered(role, ''), short],
    [
      'keeps a role that is not named for its scanner',
      notEntered('arn:aws:iam::222233334444:role/Auditor', 'AccessDenied: x'),
      `${short.replace('lambda-vigil-…', 'Auditor')} (AccessDenied)`,
    ],
  ])('%s', (_, text, cause) => {
    expect(closedAccountIn(text, 'usage')).toBe(cause);
  });

  it('is not in what is denied within an account', () => {
    const text =
      'AccessDenied: User: x is not authorized to perform: sts:AssumeRole on resource: y';

    expect(closedAccountIn(text, 'usage')).toBeUndefined();
  });
});
