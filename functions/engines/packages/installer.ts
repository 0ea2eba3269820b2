/** What sets versions of packages, where its lock or its store shows that the project uses it. */
export const installers = [
  'npm',
  'yarn 1',
  'yarn',
  'pnpm',
  'bun',
  'deno',
  'poetry',
  'pdm',
  'uv',
  'pipenv',
  'bundler',
  'gradle',
  'paket',
] as const;

export type Installer = (typeof installers)[number];
