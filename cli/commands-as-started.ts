import { startedWith } from './started-with.ts';

/** What is typed to run the command again, as it was started, for what it prints itself. */
export const VIGIL =
  startedWith(import.meta.dirname, process.cwd()) ?? 'npx --no-install lambda-vigil';

export const DEPLOY = { bare: `${VIGIL} deploy`, withOptions: `${VIGIL} deploy` };
