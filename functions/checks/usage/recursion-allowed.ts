import { firstOf, lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { isWatchedForLoops, triggersOf } from '../../domain/exposure/trigger.ts';
import { awsCommand, functionOptions } from '../../domain/remediation/aws-command.ts';
import { remedyText } from '../../domain/remediation/remedy-text.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Have Lambda stop loops again. Where the function is meant to feed itself, let a counter in the message end it, and put a limit on its concurrency first.';

export const recursionAllowed = defineCheck({
  id: 'usage/recursion-allowed',
  target: 'function',
  title: 'Nothing stops this function when it runs in a loop',
  severity: 'high',
  practice: 'bill',
  rationale:
    'By default Lambda stops a function that is invoked some 16 times by one and the same event, ' +
    'through a queue, a topic or a bucket. Here somebody has told it not to: one message that ' +
    'comes back invokes the function until somebody sees the bill, or it has used up the ' +
    'concurrency of the whole account. Only functions are looked at that a queue, a topic or a ' +
    'bucket triggers: Lambda notices loops through nothing else, whatever the setting says.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html',
  ],
  suppression: { covers: 'through what a loop may lead' },
  cwe: 'CWE-835',
  needs: ['recursion', 'eventSources', 'waysIn', 'configuration'],

  evaluate({ recursion, eventSources, waysIn, configuration }) {
    if (recursion !== 'Allow') return pass;

    const { arn } = configuration;
    const through = triggersOf(eventSources, waysIn).filter(isWatchedForLoops);
    return failIfAny([
      {
        subject: 'function',
        mark: through.map(({ source }) => source),
        summary: 'Its recursive loop detection is set to Allow, so that Lambda stops no loop',
        evidence: lines(
          ...firstOf(
            through.map(({ source }) => `a loop may lead through ${source}`),
            10,
          ),
        ),
        remediation: remedyText(LEAD, [
          {
            title: 'To have Lambda stop loops',
            text: awsCommand('lambda', 'put-function-recursion-config', {
              ...functionOptions(arn, undefined),
              'recursive-loop': 'Terminate',
            }),
          },
        ]),
      },
    ]);
  },
});
