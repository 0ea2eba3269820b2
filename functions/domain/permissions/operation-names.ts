import type { OperationNames } from '../../engines/iam/index.ts';
import {
  forwardedActionsOf,
  furtherActionsOf,
  prefixOf,
  requestsOf,
} from '../../engines/sdk/index.ts';

/** What IAM calls the operations of AWS's SDKs. */
export const operationNames: OperationNames = {
  requestsOf,
  forwardedActionsOf,
  furtherActionsOf,
  prefixOf,
};
