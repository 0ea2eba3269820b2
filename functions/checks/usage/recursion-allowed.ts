import { firstOf, lines } from '../../core/evidence.ts';
import { failIfAny, pass } from '../../domain/check.ts';
import { isWatchedForLoops, triggersOf } from '../../domain/exposure/trigger.ts';
import { awsCommand, functionOptions } from '../../domain/remediation/aws-command.ts';
import { remediationText } from '../../domain/remediation/remediation-text.ts';
import { defineCheck } from '../define-check.ts';

const LEAD =
  'Let Lambda stop recursive loops again. If the function triggers itself on purpose, end the ' +
  'loop by a counter in the message, and limit its concurrency first.';

export const recursionAllowed = defineCheck({
  id: 'usage/recursion-allowed',
  target: 'function',
  title: 'Recursive loop detection is turned off',
  severity: 'high',
  practice: 'cost',
  rationale:
    'By default Lambda stops a function that one event invokes some 16 times, through a queue, ' +
    'a topic or a bucket. Here that is turned off: one message that comes back invokes the ' +
    'function until the bill is noticed, or the concurrency of the account is used up. Only ' +
    'functions with a queue, a topic or a bucket as trigger are checked: Lambda detects loops ' +
    'through nothing else, whatever the setting says.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
    'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html',
  ],
  suppression: { covers: 'the triggers through which a loop can run' },
  cwe: 'CWE-835',
  frameworks: { csa: ['SAS-8'] },
  needs: ['recursion', 'eventSources', 'waysIn', 'configuration'],

  evaluate({ recursion, eventSources, waysIn, configuration }) {
    if (recursion !== 'Allow') return pass;

    const { arn } = configuration;
    const through = triggersOf(eventSources, waysIn).filter(isWatchedForLoops);
    return failIfAny([
      {
        subject: 'function',
        mark: through.map(({ source }) => source),
        summary: 'Recursive loop detection is set to Allow: Lambda stops no loop',
        evidence: lines(
          ...firstOf(
            through.map(({ source }) => `a loop can run through ${source}`),
            10,
          ),
        ),
        remediation: remediationText(LEAD, [
          {
            title: 'To let Lambda stop loops',
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
