// What of this folder is in the package: `construct/library.js`, of which `construct/index.js` shows the
// construct, and `deploy/app.js` calls the rest.

export { addVigilStack } from './add-vigil-stack.ts';
export { Vigil } from './vigil.ts';
