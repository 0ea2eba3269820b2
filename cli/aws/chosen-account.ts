import { regions } from '../../functions/data/regions.ts';
import { withSuggestion } from '../../functions/domain/closest.ts';
import { Failure } from '../failure.ts';

/** The options of every command that say where it looks. */
export interface ChosenAccount {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** They win over a profile, in the SDK as in the CDK; one who names a profile does not mean these. */
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/**
 * Has the SDK's clients and the CDK, here and in processes that are started from here, use what the
 * options name before what the environment has, as the AWS CLI does.
 *
 * @throws Failure for a region that no partition has.
 */
export function chooseAccount({ region, profile }: ChosenAccount): void {
  if (region !== undefined) {
    refuseUnknown(region);
    process.env.AWS_REGION = region;
    process.env.AWS_DEFAULT_REGION = region;
  }
  if (profile !== undefined) {
    for (const key of keys) delete process.env[key];
    process.env.AWS_PROFILE = profile;
  }
}

function refuseUnknown(region: string): void {
  if (regions.includes(region)) return;

  throw new Failure(withSuggestion(`there is no region ${region}`, region, regions));
}
