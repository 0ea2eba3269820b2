import { type Package, packageOf } from './package.ts';

/**
 * Gems whose specification is gone: RubyGems has name and version in the folder's name,
 * `gems/rexml-3.2.4`, and behind them a platform. Source: "Gem::Specification#full_name" (RubyGems).
 */
export function strayGems(paths: readonly string[]): readonly Package[] {
  const specified = new Set(paths.flatMap((path) => specifiedIn(path) ?? []));
  const folders = new Set(paths.flatMap((path) => gemFolderIn(path) ?? []));

  return [...folders].flatMap((folder) => {
    const full = folder.slice(folder.lastIndexOf('/') + 1);
    const [, name = '', version] = fullName.exec(full) ?? [];
    if (specified.has(full) || version === undefined || name.length > LONGEST) return [];

    const evidence = { channel: 'file name', path: folder } as const;
    return [packageOf({ ecosystem: 'RubyGems', name, version }, evidence)];
  });
}

/** Characters. */
const LONGEST = 200;

/** A version begins with a digit, and no name has one behind a dash; a platform has letters first. */
const fullName =
  /^([A-Za-z][\w.]{0,100}(?:-[A-Za-z_][\w.]{0,100}){0,9})-(\d{1,9}(?:\.\w{1,20}){0,9})(?:-[a-z].{0,60})?$/;

/** That in which the code of one lies; what Bundler takes from a repository has no version there. */
function gemFolderIn(path: string): string | undefined {
  const at = path.indexOf('/gems/');
  const start = path.startsWith('gems/') ? 5 : at < 0 ? -1 : at + 6;
  const isOfRepository = at >= 0 && path.slice(0, at).endsWith('bundler');
  const end = start < 0 ? -1 : path.indexOf('/', start);

  return end < 0 || isOfRepository || !path.endsWith('.rb') ? undefined : path.slice(0, end);
}

function specifiedIn(path: string): string | undefined {
  return /(?:^|\/)specifications\/(?:default\/)?([^/]+)\.gemspec$/.exec(path)?.[1];
}
