import { unknown } from '../../../core/known.ts';
import { MOST_REQUIRED, type PackageFormat } from './package-format.ts';

/**
 * What an installer of Python leaves: of wheels, and before them of eggs. Source: "Core metadata
 * specifications" and "Recording installed projects" (packaging.python.org), "Egg formats" (setuptools).
 */
export const pythonMetadata: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'installed',

  describes(path) {
    return /(?:^|\/)(?:[^/]+\.dist-info\/METADATA|[^/]+\.egg-info(?:\/PKG-INFO)?|EGG-INFO\/PKG-INFO)$/i.test(
      path,
    );
  },

  read(text) {
    const headers = headersOf(text);
    const [name, version] = [headers.get('name'), headers.get('version')];
    if (name && version) {
      return { known: true, value: [{ name, version, requires: requirementsIn(text) }] };
    }

    return unknown(`it has no ${name ? 'Version' : 'Name'}`);
  },
};

/** The first of each, in lower case: what follows the empty line is the project's own prose. */
function headersOf(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();

  for (const line of unfolded(text)) {
    const colon = line.indexOf(':');
    const field = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (!headers.has(field)) headers.set(field, line.slice(colon + 1).trim());
  }

  return headers;
}

/** What only an extra asks for may be there for another reason. Source: PEP 508. */
function requirementsIn(text: string): readonly string[] {
  return unfolded(text)
    .filter((line) => /^requires-dist:/i.test(line) && !isForExtra(line))
    .map((line) => /:\s*([0-9A-Za-z][\w.-]*)/.exec(line)?.[1] ?? '')
    .slice(0, MOST_REQUIRED);
}

function isForExtra(line: string): boolean {
  const marker = line.indexOf(';');

  return marker >= 0 && /\bextra\s*==/.test(line.slice(marker));
}

function unfolded(text: string): readonly string[] {
  const lines: string[] = [];

  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) lines.push(`${lines.pop() ?? ''} ${line.trim()}`);
    else lines.push(line);
  }

  return lines;
}
