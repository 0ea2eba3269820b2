import { parse as parseToml } from 'smol-toml';
import * as z from 'zod/mini';
import { isVendored, MOST_REQUIRED, type ProjectManifest, parsedAs } from './package-format.ts';

/** What a project in Rust asks for. Source: "Specifying Dependencies" (Cargo book). */
export const cargoToml: ProjectManifest = {
  describes: (path) => /(?:^|\/)Cargo\.toml$/.test(path) && !isVendored(path),

  asked(text) {
    const parsed = parsedAs(manifest, parseToml, text);
    if (!parsed.known) return { deployed: [], development: [] };

    const all = [parsed.value, ...Object.values(parsed.value.target ?? {})];
    return {
      deployed: all.flatMap((one) => keysOf(one.dependencies)),
      development: all.flatMap((one) => [
        ...keysOf(one['dev-dependencies']),
        ...keysOf(one['build-dependencies']),
      ]),
    };
  },
};

const table = z.catch(z.optional(z.record(z.string(), z.unknown())), undefined);
const asked = {
  dependencies: table,
  'dev-dependencies': table,
  'build-dependencies': table,
};

/** Some are asked for on one platform alone. */
const manifest = z.object({
  ...asked,
  target: z.catch(z.optional(z.record(z.string(), z.object(asked))), undefined),
});

/** One may be called otherwise than it is named. */
function keysOf(of: z.infer<typeof table> = {}): readonly (readonly string[])[] {
  return Object.entries(of)
    .slice(0, MOST_REQUIRED)
    .map(([name, how]) => {
      const { success, data } = z.safeParse(z.object({ package: z.string() }), how);
      return [success ? data.package : name];
    });
}
