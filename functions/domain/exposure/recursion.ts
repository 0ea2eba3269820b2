/** `Terminate`, which is the default, stops a loop after some 16 rounds; `Allow` lets it run. */
export type Recursion = 'Allow' | 'Terminate';
