import type { LocalCloud } from '../local-cloud.ts';

/** As much of a cloud as seeding takes. */
export type SeedContext = Pick<LocalCloud, 'client' | 'account' | 'region'>;
