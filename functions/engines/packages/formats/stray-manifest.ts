import * as z from 'zod/mini';
import { isProjectManifest } from './npm-manifest.ts';
import { type PackageFormat, parsedAs } from './package-format.ts';

/**
 * `package.json` of a package that lies where only `NODE_PATH`, or a path, leads to it:
 * `lib/lodash`. The folder has its name, and its manifest says more of where it comes from than own code would.
 * Of any other it is the manifest of a project, which names no package.
 */
export const strayManifest: PackageFormat = {
  ecosystem: 'npm',
  channel: 'installed',
  describes: (path) => path.includes('/') && isProjectManifest(path),

  read(text, path) {
    const parsed = parsedAs(manifest, JSON.parse, text);
    const { name, version } = parsed.known ? parsed.value : {};
    const isPublished = parsed.known && isOfRegistry(parsed.value);
    const isNamedSo = name !== undefined && `/${path}`.endsWith(`/${name}/package.json`);

    return {
      known: true,
      value: isPublished && isNamedSo && version !== undefined ? [{ name, version }] : [],
    };
  },
};

const manifest = z.object({
  name: z.catch(z.optional(z.string()), undefined),
  version: z.catch(z.optional(z.string()), undefined),
  private: z.optional(z.unknown()),
  license: z.optional(z.unknown()),
  repository: z.optional(z.unknown()),
  homepage: z.optional(z.unknown()),
  bugs: z.optional(z.unknown()),
});

function isOfRegistry(published: z.infer<typeof manifest>): boolean {
  const { private: isPrivate, license, repository, homepage, bugs } = published;

  return isPrivate !== true && license !== undefined && Boolean(repository ?? homepage ?? bugs);
}
