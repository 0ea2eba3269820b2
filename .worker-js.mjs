import { Worker } from 'node:worker_threads';
const w = new Worker(new URL('.measure-js.ts', import.meta.url), { argv: process.argv.slice(2), resourceLimits: { maxOldGenerationSizeMb: 768, stackSizeMb: 64 } });
w.on('error', (e) => console.log('ERR', e.message));
