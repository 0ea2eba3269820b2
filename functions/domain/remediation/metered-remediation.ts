import type { FunctionTarget } from '../../core/target.ts';
import { isSmsOfSns, type MeteredCall } from '../exposure/metered-call.ts';
import { awsCommand } from './aws-command.ts';

/** How to keep public callers from spending money by calls that are billed one by one. */
export function meteredRemediation(
  { region }: FunctionTarget,
  calls: readonly MeteredCall[],
): string {
  const sendsTexts = calls.some((call) => isSmsOfSns(call) || call.operation === 'SendTextMessage');

  return [
    'Know who calls before the call: authenticate callers at the entry point, or have the code ask for a session, a CAPTCHA or a proof of work first.',
    'Count the calls of each user and address, and refuse what is more than a user needs. Bound what one call may cost: the length of a text, the tokens of an answer, the pages of a document.',
    ...(sendsTexts
      ? [
          'Send text messages only to countries that your users are in: a protect configuration of AWS End User Messaging blocks the others. Set a spend limit that a good month needs:',
          awsCommand('sns', 'set-sms-attributes', {
            region,
            attributes: 'MonthlySpendLimit=USD',
          }),
        ]
      : []),
    'Set a budget and a cost anomaly monitor to alert you when it happens anyway: they stop nothing.',
  ].join('\n');
}
