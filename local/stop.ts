import { stopKept } from './keep.ts';

const [name] = process.argv.slice(2);

console.log((await stopKept(name)) ? 'The local cloud is stopped.' : 'No local cloud is kept.');
