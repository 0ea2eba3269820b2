/**
 * The path of the module that a file of Python is, without its extension: `requests/adapters` of
 * `requests/adapters.py`, of `requests/__pycache__/adapters.cpython-312.pyc` and of
 * `requests/adapters.cpython-312-x86_64-linux-gnu.so`. Undefined for what is no module.
 */
export function modulePath(path: string): string | undefined {
  const at = path.lastIndexOf('/');
  const file = path.slice(at + 1);
  const extension = ['.py', '.pyc', '.so', '.pyd'].find((end) => file.endsWith(end));
  const dot = file.indexOf('.');
  if (extension === undefined || dot <= 0) return undefined;

  const folder = path.slice(0, at + 1).replace(/(^|\/)__pycache__\/$/, '$1');
  return folder + file.slice(0, dot);
}

/** Lines of a module that are looked at for its version. */
const MOST_LINES = 2_000;

/** Characters of such a line. */
const LONGEST_LINE = 200;

/** The version that a module says it has: `__version__ = "2.31.0"`. Undefined where it says none. */
export function versionTextIn(text: string): string | undefined {
  for (const line of text.split('\n', MOST_LINES)) {
    if (line.length > LONGEST_LINE || !isOfVersion(line)) continue;

    const [quoted] = line.slice(line.lastIndexOf('=') + 1).split('#');
    const [, version] = /^\s*["']([^"']+)["']\s*$/.exec(quoted ?? '') ?? [];
    if (version !== undefined && /^\d[\w.+!-]*$/.test(version)) return version;
  }

  return undefined;
}

/** `__version__: str = …`, `__version__ = version = …`, `VERSION = …` */
function isOfVersion(line: string): boolean {
  const name = ['__version__', 'VERSION', 'version'].find((each) => line.startsWith(each));

  return name !== undefined && line.includes('=') && !/^\w/.test(line.slice(name.length));
}
