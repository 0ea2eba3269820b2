import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { isVendored, type PackageFormat, parsedAs } from './package-format.ts';

/**
 * What a project asks for that has nothing better beside it. Source: "Pipfile & Pipfile.lock" (pipenv
 * docs). What is for development is left out.
 */
export const pipfile: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  installer: () => 'pipenv',
  describes: (path) => /(?:^|\/)Pipfile$/.test(path) && !isVendored(path),

  read(text) {
    const parsed = parsedAs(manifest, parseToml, text);
    if (!parsed.known) return parsed;

    const all = Object.entries(parsed.value.packages ?? {}).filter(([, how]) => !isOwn(how));
    const value = all.flatMap(([name, how]) => {
      const [, version] = /^={2,3}\s*([^\s*,]+)$/.exec(versionOf(how)) ?? [];
      return version === undefined ? [] : [{ name, version, isTopLevel: true }];
    });
    const loose = all.length - value.length;
    if (all.length === 0) return { known: true, value };

    const others = 'it names only what the project itself asks for';
    return {
      known: true,
      value,
      incomplete:
        loose === 0
          ? others
          : `${loose} of its ${all.length} requirements have no exact version, and ${others}`,
    };
  },
};

const requirement = z.union([
  z.string(),
  z.object({ version: z.optional(z.string()), path: z.optional(z.string()) }),
]);
const manifest = z.object({ packages: z.optional(z.record(z.string(), requirement)) });

function isOwn(how: z.infer<typeof requirement>): boolean {
  return typeof how !== 'string' && how.path !== undefined;
}

function versionOf(how: z.infer<typeof requirement>): string {
  return typeof how === 'string' ? how : (how.version ?? '');
}
