/**
 * What is typed where the package is installed. With `--no-install` npx runs that one, and never fetches
 * what has its name on npm: before it is published there, that may be a stranger's.
 */
export const VIGIL = 'npx --no-install lambda-vigil';

export const DEPLOY = { bare: `${VIGIL} deploy`, withOptions: `${VIGIL} deploy` };
