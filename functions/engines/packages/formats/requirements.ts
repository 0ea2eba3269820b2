import { type Known, unknown } from '../../../core/known.ts';
import { trimmedEnd } from '../../../core/trimmed-end.ts';
import { withoutUserinfo } from '../../../core/without-userinfo.ts';
import { normalisedName } from '../package.ts';
import type { NamedVersion } from './named-version.ts';
import { isVendored, type PackageFormat } from './package-format.ts';

/**
 * Source: "Requirements file format" (pip docs). Only what is pinned has a version, there or in the
 * constraints that it names.
 */
export const requirements: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',

  describes: (path) =>
    (isRequirements.test(path) || isConstraints(path)) &&
    !isForDevelopment(path) &&
    !isVendored(path),

  read(text, path, others) {
    // Constraints say which version it would be, of whatever is asked for elsewhere.
    if (isConstraints(path)) return { known: true, value: [] };

    const lines = linesOf(text);
    if (lines === undefined) return unknown('it is no text');
    const named = placesIn(lines).map((place) => ({
      ...place,
      path: place.path.includes(':') ? withoutUserinfo(place.path) : pathFrom(path, place.path),
    }));
    const constraints = new Map(
      named
        .filter(({ isOfConstraints }) => isOfConstraints)
        .flatMap((place) => linesOf(others(place.path) ?? '')?.flatMap(pinnedIn) ?? [])
        .map(({ name, version }) => [keyOf(name), version]),
    );
    const missed = named.find(
      (place) => !place.isOfConstraints && others(place.path) === undefined,
    );

    return asked(lines, constraints, missed?.path);
  },
};

/** Also what lies in a folder of that name, and what Rye calls so. */
const isRequirements = /(?:^|\/)(?:requirements[^/]*\.(?:txt|lock)|requirements\/[^/]+\.txt)$/;

/** Whole words, for what is the latest is no test. */
function isForDevelopment(path: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const at = file.indexOf('requirements');

  return (
    /^(?:dev|develop|development|lint|docs?|tests?|testing)(?![a-z])/.test(file) ||
    (at >= 0 &&
      /[-_.](?:dev|develop|development|lint|docs?|tests?|testing)(?![a-z])/.test(file.slice(at)))
  );
}

function isConstraints(path: string): boolean {
  return /(?:^|\/)constraints[^/]*\.txt$/.test(path);
}

/** What pip and others carry within themselves. It has no metadata but this list. */
export const vendoredRequirements: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'installed',
  describes: (path) => /(?:^|\/)_vendor\/vendor(?:ed)?\.txt$/.test(path),

  read(text) {
    const lines = linesOf(text);
    return lines === undefined ? unknown('it is no text') : asked(lines, new Map());
  },
};

function asked(
  lines: readonly string[],
  constraints: ReadonlyMap<string, string>,
  missed?: string,
): Known<readonly NamedVersion[]> {
  const all = lines.filter((line) => !line.startsWith('-') || isEditable.test(line));
  const value = all.flatMap((line) => {
    const pinned = pinnedIn(line);
    return pinned.length > 0 ? pinned : constrained(line, constraints);
  });
  const loose = all.length - value.length;

  const gaps = [
    ...(loose > 0 ? [`${loose} of its ${all.length} requirements have no exact version`] : []),
    ...(missed === undefined ? [] : [`it goes on in ${missed}, which is not there to be read`]),
  ];

  return { known: true, value, ...(gaps.length > 0 && { incomplete: gaps.join(', and ') }) };
}

/** Undefined for what is no text. */
function linesOf(text: string): readonly string[] | undefined {
  if (text.includes('\0')) return undefined;

  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*/, '').trim())
    .filter((line) => line !== '');
}

/** A place to install from, and no option. */
const isEditable = /^(?:-e|--editable)[\s=]/;

/** Other files that one names, of which it says that they are requirements or constraints. */
function placesIn(lines: readonly string[]) {
  return lines.flatMap((line) => {
    const [, option = '', path] =
      /^(-r|-c|--requirements?|--constraints?)(?:\s*=\s*|\s+|(?<=-[rc]))(\S+)$/.exec(line) ?? [];

    return path === undefined ? [] : [{ path, isOfConstraints: /^--?c/.test(option) }];
  });
}

function pathFrom(file: string, relative: string): string {
  const folders = file.split('/').slice(0, -1);

  for (const part of relative.split('/')) {
    if (part === '..') folders.pop();
    else if (part !== '.' && part !== '') folders.push(part);
  }
  return folders.join('/');
}

/** Of several clauses, the one that pins speaks: `requests (==2.8.1)`, `a>=1,==1.2`. */
function pinnedIn(line: string): readonly NamedVersion[] {
  const { name, rest } = partsOf(line);
  const clauses = (/^\((.*)\)$/.exec(rest)?.[1] ?? rest).split(',');
  const [version] = clauses.flatMap(
    (clause) => /^={2,3}\s*([^\s;*#@()]+)$/.exec(clause.trim())?.[1] ?? [],
  );

  return name === undefined || version === undefined ? [] : [{ name, version }];
}

/** Its name, and what stands behind its extras; without markers and options. */
function partsOf(line: string): { readonly name: string | undefined; readonly rest: string } {
  const [bare = ''] = line.split(';');
  const options = bare.search(/\s-{1,2}[A-Za-z]/);
  const asked = options < 0 ? bare : bare.slice(0, options);
  const [run = ''] = /^[0-9A-Za-z][\w.-]*/.exec(asked) ?? [];
  const name = trimmedEnd(run, /[.-]/);
  const rest = asked.slice(name.length).trim();

  const end = rest.startsWith('[') ? rest.indexOf(']') + 1 : 0;
  return { name: name === '' ? undefined : name, rest: rest.slice(end).trim() };
}

/** What is asked for by another place has no version, whatever constraints say. */
function constrained(
  line: string,
  constraints: ReadonlyMap<string, string>,
): readonly NamedVersion[] {
  const { name, rest } = partsOf(line);
  const version =
    name === undefined || !/^$|^[<>=!~(]/.test(rest) ? undefined : constraints.get(keyOf(name));

  return name === undefined || version === undefined ? [] : [{ name, version }];
}

function keyOf(name: string): string {
  return normalisedName('PyPI', name);
}
