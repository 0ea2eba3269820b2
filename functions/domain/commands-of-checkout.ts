/**
 * What is typed in a checkout. On npm the name `vigil` is a stranger's, and npx downloads and runs
 * what it does not find: `--no-install` makes it refuse instead, wherever the command is typed.
 */
export const VIGIL = 'npx --no-install vigil';

/** Options follow `--`. */
export const DEPLOY = { bare: 'npm run deploy', withOptions: 'npm run deploy --' };
