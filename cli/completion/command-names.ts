/** What the command is called where it is installed. */
export const VIGIL_NAMES = ['vigil', 'lambda-vigil'] as const;

/** What stands for it behind `npx`, as patterns of a shell: a name, or the packed package. */
export const BEHIND_NPX = [...VIGIL_NAMES, '*lambda-vigil-*.tgz'] as const;
