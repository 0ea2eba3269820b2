import type { Grant } from '../domain/grants.ts';
import { keepsStored } from './table-grants.ts';

/** One look at the account answers whatever is asked of each role. */
export const roleDetails = [
  { action: 'iam:GetAccountAuthorizationDetails', on: 'everything' },
  ...keepsStored,
] as const satisfies readonly Grant[];

/** And of one that is missing there, whether it is deleted. */
export const surveyedRole = [
  ...roleDetails,
  { action: 'iam:GetRole', on: 'any role' },
] as const satisfies readonly Grant[];
