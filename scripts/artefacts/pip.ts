import { join } from 'node:path';
import { run, type Toolchain } from './artefact.ts';

/** As functions are packed: installed into a folder, dependencies and all. */
export const pip: Toolchain = {
  tool: 'pip',

  async build(folder) {
    const target = join(folder, 'function');
    const pinned = ['requests==2.19.0', 'Jinja2==3.0.0'];
    const install = ['install', '--quiet', '--disable-pip-version-check', '--target', target];
    await run(['python3', '-m', 'pip', ...install, ...pinned], folder);
    const list = ['list', '--disable-pip-version-check', '--format', 'json', '--path', target];
    const listed = JSON.parse(await run(['python3', '-m', 'pip', ...list], folder));

    return [{ what: 'an installed folder', folder: target, expected: listed.map(purlOf) }];
  },
};

function purlOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `pkg:pypi/${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}@${version}`;
}
