import { expect, it } from 'vitest';
import { roleMissing } from '../../../functions/checks/permissions/role-missing.ts';
import { roleTarget } from '../../../functions/core/target.ts';
import { describeCheck } from '../../builders/describe-check.ts';

const arn = 'arn:aws:iam::111122223333:role/service-role/orders';
const configuration = roleTarget(arn);
const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const mails = 'arn:aws:lambda:eu-west-1:111122223333:function:mails';

describeCheck(roleMissing, {
  passes: [
    { name: 'a role that is there', facts: { configuration, exists: true, sharers: [orders] } },
  ],
  fails: [
    {
      name: 'a role that is gone',
      facts: { configuration, exists: false, sharers: [orders] },
      subjects: ['role'],
    },
    {
      name: 'a role that is gone, of several functions, once',
      facts: { configuration, exists: false, sharers: [orders, mails] },
      subjects: ['role'],
    },
  ],
});

it.each([
  { sharers: [orders], summary: `${arn} does not exist, and a function names it`, first: orders },
  {
    sharers: [orders, mails],
    summary: `${arn} does not exist, and 2 functions name it`,
    first: mails,
  },
])('names who names it: $sharers', ({ sharers, summary, first }) => {
  const verdict = roleMissing.evaluate({ configuration, exists: false, sharers });

  expect(verdict).toMatchObject({ details: [{ summary, evidence: { 0: { text: first } } }] });
});
