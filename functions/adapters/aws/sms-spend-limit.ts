import { GetSMSAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SmsLimitReader } from '../../facts/function/metered-calls.ts';

/** What SNS lets an account spend on text messages. */
export function smsSpendLimit(clientIn: (region: string) => SNSClient): SmsLimitReader {
  return async (region) => {
    const { attributes } = await clientIn(region).send(
      new GetSMSAttributesCommand({ attributes: [LIMIT] }),
    );
    const limit = attributes?.[LIMIT];
    if (limit === undefined || limit === '') return undefined;

    const usd = Number(limit);
    if (Number.isNaN(usd)) throw new Error(`SNS answered with a ${LIMIT} that is no number`);
    return usd;
  };
}

const LIMIT = 'MonthlySpendLimit';
