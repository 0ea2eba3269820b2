import { join } from 'node:path';
import { localFolder } from '../virtual-environment.ts';

/** Stays when the cloud is gone, to be opened. */
export const reportFile = join(localFolder, 'vigil-report.html');
/** Everything that the demo does not show whole. */
export const messagesFolder = join(localFolder, 'demo');
