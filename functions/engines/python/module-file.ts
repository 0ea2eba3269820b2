/** Texts of files by their paths within the archive. */
export type SourceFiles = ReadonlyMap<string, string>;

/** The file that is a module, seen from a folder; undefined where it is not in the archive. */
export function moduleFile(files: SourceFiles, folder: string, module: string): string | undefined {
  const base = joined(folder, module.replaceAll('.', '/'));

  return [`${base}/__init__.py`, `${base}.py`].find((path) => files.has(path));
}

/** The folder of the package to which a relative import in a file refers. */
export function relativeFolder(file: string, level: number): string {
  const steps = file.split('/').slice(0, -1);

  return steps.slice(0, Math.max(steps.length - (level - 1), 0)).join('/');
}

export function joined(folder: string, path: string): string {
  return folder === '' ? path : path === '' ? folder : `${folder}/${path}`;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
