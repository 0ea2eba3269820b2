import * as z from 'zod';

type Files = ReadonlyMap<string, string>;

/** Paths of what a bundler begins with, wherever it lies and whatever it is named. */
export function entriesOf(files: Files): ReadonlySet<string> {
  const manifest = manifestIn(files.get('package.json') ?? '');
  const named = [manifest?.main ?? 'index.js', manifest?.module].flatMap((path) => path ?? []);
  const paths = named
    .map((path) => path.replace(/^(?:\.?\/)+/, '').replace(/\/$/, ''))
    .flatMap((path) => [path, `${path}.js`, `${path}/index.js`]);

  return new Set(paths.filter((path) => /\.[cm]?js$/.test(path) && files.has(path)));
}

/** The versions that manifests of the package say it is, in whichever folder of it they are. */
export function versionsNamed(files: Files, name: string): readonly string[] {
  const manifests = [...files]
    .filter(([path]) => /(?:^|\/)package\.json$/.test(path) && !/(?:^|\/)node_modules\//.test(path))
    .map(([, text]) => manifestIn(text));
  const own = manifests.flatMap((manifest) =>
    manifest?.name === name ? (manifest.version ?? []) : [],
  );

  return [...new Set(own)];
}

const manifestSchema = z.object({
  name: z.optional(z.string()).catch(undefined),
  version: z.optional(z.string()).catch(undefined),
  main: z.optional(z.string()).catch(undefined),
  module: z.optional(z.string()).catch(undefined),
});

/** Undefined where it is none. */
function manifestIn(text: string): z.infer<typeof manifestSchema> | undefined {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
