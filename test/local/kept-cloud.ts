import { keep } from '../../local/keep.ts';
import { startLocalCloud } from '../../local/local-cloud.ts';

/** What keep.test.ts runs detached. */
const cloud = await startLocalCloud();
console.log(`in ${cloud.folder}`);
await keep(cloud, 'kept-by-a-test');
