import * as z from 'zod/mini';

/**
 * Assemblies of .NET that no `deps.json` accounts for. `dotnet publish` lists each, own ones too, so
 * that what it does not list was put there by other means. Source: "Runtime configuration files"
 * (.NET docs).
 *
 * @param documents texts of all `deps.json` of the archive.
 * @returns the first path, and why; undefined where all are listed.
 */
export function strayAssemblies(
  paths: readonly string[],
  documents: readonly string[],
): { readonly path: string; readonly reason: string } | undefined {
  const listed = new Set(documents.flatMap(assembliesIn));
  const strays = paths.filter((path) => isAssembly(path) && !listed.has(nameOf(path)));
  const [path] = strays;
  if (path === undefined) return undefined;

  const more = strays.length > 1 ? `, and ${strays.length - 1} more` : '';
  return { path, reason: `an assembly that no deps.json names${more}` };
}

/** Translations and what is for other systems come with an assembly of another name. */
function isAssembly(path: string): boolean {
  return (
    /\.dll$/i.test(path) &&
    !/\.resources\.dll$/i.test(path) &&
    !/(?:^|\/)(?:runtimes|refs?|node_modules|site-packages)\//.test(path)
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

const files = z.optional(z.record(z.string(), z.unknown()));
const document = z.object({
  targets: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ runtime: files, native: files, resources: files, runtimeTargets: files }),
    ),
  ),
});

function assembliesIn(text: string): readonly string[] {
  const { data } = document.safeParse(parsed(text));
  const libraries = Object.values(data?.targets ?? {}).flatMap((target) => Object.values(target));

  return libraries.flatMap(({ runtime, native, resources, runtimeTargets }) =>
    [runtime, native, resources, runtimeTargets].flatMap((some) =>
      Object.keys(some ?? {}).map(nameOf),
    ),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
