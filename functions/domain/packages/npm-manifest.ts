import * as z from 'zod/mini';
import { unknown } from '../facts.ts';
import type { MetadataFormat } from './metadata-format.ts';

/** `package.json` in the root of an installed package. Source: "package.json" (npm CLI docs). */
export const npmManifest: MetadataFormat = {
  describes(path) {
    const folders = path.split('/');
    const [name = '', file, ...deeper] = afterScope(
      folders.slice(folders.lastIndexOf('node_modules') + 1),
    );

    return (
      folders.includes('node_modules') &&
      file === 'package.json' &&
      deeper.length === 0 &&
      !/^[.@]|^$/.test(name)
    );
  },

  read(text, path) {
    const { success, data } = manifest.safeParse(parsed(text));
    if (!success) return unknown('it is no JSON object with texts as name and version');

    const { name, version, private: isPrivate } = data;
    if (name && version) return { known: true, value: { ecosystem: 'npm', name, version } };

    // npm refuses to publish a private package, and installs none that has neither.
    const isOwn = isPrivate === true && !version;
    const isFixture = !name && !version && !isInstalled(path);
    if (isOwn || isFixture) return { known: true, value: undefined };

    return unknown(`it has no ${name ? 'version' : 'name'}`);
  },
};

const manifest = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  private: z.optional(z.unknown()),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether npm put it there: a package's own tests carry trees of their own, further down. */
function isInstalled(path: string): boolean {
  const [, ...packages] = path.split(/(?:^|\/)node_modules\//);

  return packages
    .slice(0, -1)
    .every((folder) => afterScope(folder.split('/')).length === 1 || folder.startsWith('.'));
}

function afterScope(folders: readonly string[]): readonly string[] {
  return folders[0]?.startsWith('@') && folders[0] !== '@' ? folders.slice(1) : folders;
}
