import { expect, it } from 'vitest';
import { emptyRegion, metIn, regionListing } from '../../functions/app/region-listing.ts';

const shared = 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop/all';

it('reads a listing that an earlier version kept, which names log groups and not who logs to them', () => {
  const { functionsOfLogGroup: _, ...earlier } = emptyRegion('eu-west-1');
  const listing = regionListing.parse({ ...earlier, logGroups: [shared] });

  expect(metIn([listing]).functionsOfLogGroup).toEqual(new Map([[shared, []]]));
});
