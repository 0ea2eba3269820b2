import { join } from 'node:path';
import { localFolder, type PythonPackages } from '../../local/virtual-environment.ts';

/** Apart from the local cloud, which runs without it: it is twice as large. */
export const linterPackages: PythonPackages = {
  name: 'cfn-lint',
  requirements: join(import.meta.dirname, 'requirements.txt'),
  folder: join(localFolder, 'cfn-lint'),
};
