import { expect, it } from 'vitest';
import { recursionAllowed } from '../../../functions/checks/usage/recursion-allowed.ts';
import type { Recursion } from '../../../functions/domain/exposure/recursion.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { functionNamed } from '../../fakes/targets.ts';

const queue = eventSourceOf('arn:aws:sqs:eu-west-1:111122223333:orders');
const bucket = pushedBy('arn:aws:s3:::orders');

describeCheck(recursionAllowed, {
  passes: [
    { name: 'what Lambda stops', facts: facts('Terminate') },
    { name: 'what nothing triggers by which Lambda would notice', facts: facts(undefined) },
  ],
  fails: [{ name: 'what Lambda lets run', facts: facts('Allow'), subjects: ['function'] }],
});

it('names what a loop can run through, and the command that has Lambda stop it', () => {
  const verdict = recursionAllowed.evaluate(facts('Allow'));

  expect(verdict).toMatchObject({
    details: [
      {
        evidence: [
          { text: 'a loop can run through arn:aws:sqs:eu-west-1:111122223333:orders' },
          { text: 'a loop can run through arn:aws:s3:::orders' },
        ],
        remediation: expect.stringContaining(
          'aws lambda put-function-recursion-config --function-name arn:aws:lambda:eu-west-1:111122223333:function:orders --region eu-west-1 --recursive-loop Terminate',
        ),
      },
    ],
  });
});

function facts(recursion: Recursion | undefined) {
  return {
    recursion,
    eventSources: [queue],
    waysIn: [bucket],
    configuration: functionNamed('orders'),
  };
}
