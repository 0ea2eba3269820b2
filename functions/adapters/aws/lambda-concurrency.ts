import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  paginateListProvisionedConcurrencyConfigs,
} from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { ConcurrencyReader } from '../../app/account-readers.ts';
import { qualifierOf } from '../../core/target.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';

/** Reads what of functions may run at once, and what is kept ready. */
export function lambdaConcurrency(clientIn: LambdaClients): ConcurrencyReader {
  return {
    async ofAccount(region) {
      const { AccountLimit } = await clientIn(region).send(new GetAccountSettingsCommand({}));
      const { ConcurrentExecutions, UnreservedConcurrentExecutions } = limits.parse(AccountLimit);

      return { total: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions };
    },

    async reserved({ arn, region }) {
      const { ReservedConcurrentExecutions } = await clientIn(region).send(
        new GetFunctionConcurrencyCommand({ FunctionName: arn }),
      );

      return ReservedConcurrentExecutions;
    },

    async provisioned({ arn, region }) {
      const pages = paginateListProvisionedConcurrencyConfigs(
        { client: clientIn(region) },
        { FunctionName: arn },
      );
      const found = [];

      for await (const page of listsOf(pages, 'ProvisionedConcurrencyConfigs', 'NextMarker')) {
        found.push(...z.array(provisioned).parse(page));
      }
      // What AWS could not provide is not paid for.
      return found
        .filter(({ Status }) => Status !== 'FAILED')
        .map(({ FunctionArn, RequestedProvisionedConcurrentExecutions: requested }) => ({
          qualifier: qualifierOf(FunctionArn) ?? '',
          requested,
        }));
    },
  };
}

const limits = z.object({
  ConcurrentExecutions: z.number(),
  UnreservedConcurrentExecutions: z.number(),
});

const provisioned = z.object({
  FunctionArn: z.string(),
  RequestedProvisionedConcurrentExecutions: z.number(),
  Status: z.optional(z.string()),
});
