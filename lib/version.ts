import manifest from '../package.json' with { type: 'json' };

/** Of the product that is deployed. */
export const { version } = manifest;
