/** What is typed where the package is used: npx takes the one that is installed, or fetches it. */
export const VIGIL = 'npx lambda-vigil';

export const DEPLOY = { bare: 'npx lambda-vigil deploy', withOptions: 'npx lambda-vigil deploy' };
