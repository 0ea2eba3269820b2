import { type Known, unknown } from '../../../core/known.ts';
import { semverOrder } from '../orders/semver-order.ts';
import type { NamedVersion } from './named-version.ts';
import { isVendored, type OtherFiles, type PackageFormat } from './package-format.ts';

/**
 * What the sources of a program ask for, where there is no program that says what it was built of.
 * Source: "go.mod file reference" (Go). Until Go 1.17 it named only what the project itself asks for;
 * the rest is then in go.sum.
 */
export const goMod: PackageFormat = {
  ecosystem: 'Go',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)go\.mod$/.test(path) && !isVendored(path),

  read(text, path, others) {
    if (!/^[ \t]*module\s/m.test(text)) return unknown('it cannot be parsed');
    const directives = directivesIn(text);
    const asked = replaced(
      directives.filter(([verb]) => verb === 'require').flatMap(requiredBy),
      directives.filter(([verb]) => verb === 'replace'),
    );
    const [, minor = '0'] = /^[ \t]*go[ \t]+\d+\.(\d+)/m.exec(text) ?? [];

    return Number(minor) >= WHOLE_SINCE
      ? { known: true, value: asked }
      : withSums(asked, path, others);
  },
};

/** The minor version of Go 1. */
const WHOLE_SINCE = 17;

/** Source: "Authenticating modules" (Go). Of each module the newest is what is built. */
export const goSum: PackageFormat = {
  ecosystem: 'Go',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)go\.sum$/.test(path) && !isVendored(path),

  read(text) {
    const sums = summedIn(text);
    return sums.length === 0 && text.trim() !== ''
      ? unknown('it cannot be parsed')
      : { known: true, value: sums };
  },
};

/** What `go mod vendor` has copied. Source: "Vendoring" (Go). */
export const goVendored: PackageFormat = {
  ecosystem: 'Go',
  channel: 'installed',
  describes: (path) => /(?:^|\/)vendor\/modules\.txt$/.test(path),

  read(text) {
    const modules = text.split(/^(?=# )/m).flatMap((block): readonly Module[] => {
      const [head = '', ...lines] = block.split(/\r?\n/);
      const [, name, version, other, otherVersion] =
        /^# (\S+)(?: (v\S+))?(?: => (\S+)(?: (v\S+))?)?$/.exec(head) ?? [];
      const isCopied = lines.some((line) => line !== '' && !line.startsWith('#'));
      if (name === undefined || !isCopied) return [];

      return [
        { name: other ?? name, version: (other === undefined ? version : otherVersion) ?? '' },
      ];
    });
    return { known: true, value: modules.filter(isOfRegistry) };
  },
};

type Module = Pick<NamedVersion, 'name' | 'version'>;

/** Words of each, without those of its block; what a comment says stands behind it. */
function directivesIn(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  let block = '';

  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const [, opened] = /^(\w+)\s*\($/.exec(line) ?? [];
    const [verb = ''] = /^\w+(?=\s)/.exec(line) ?? [];

    if (line.startsWith(')')) block = '';
    else if (opened !== undefined) block = opened;
    else if (block !== '' && line !== '') found.push([block, line]);
    else if (verb !== '') found.push([verb, line.slice(verb.length).trim()]);
  }
  return found;
}

function requiredBy([, rest]: readonly [string, string]): readonly NamedVersion[] {
  const [, name = '', version = ''] = /^"?([^\s"]+)"?\s+(v[^\s"]+)/.exec(rest) ?? [];

  return name === '' ? [] : [{ name, version, isTopLevel: !/\/\/\s*indirect\b/.test(rest) }];
}

/** What replaces a version goes before what replaces all; what lies in a folder is the project's own. */
function replaced(
  asked: readonly NamedVersion[],
  directives: readonly (readonly [string, string])[],
): readonly NamedVersion[] {
  const replacements = new Map(
    directives.flatMap(([, rest]) => {
      const [, name, of = '', other = '', version = ''] =
        /^(\S+)(?:\s+(v\S+))?\s+=>\s+(\S+)(?:\s+(v\S+))?/.exec(rest) ?? [];
      return name === undefined ? [] : [[`${name} ${of}`, { name: other, version }] as const];
    }),
  );

  return asked
    .map((one) => {
      const other =
        replacements.get(`${one.name} ${one.version}`) ?? replacements.get(`${one.name} `);
      return other ? { ...one, ...other } : one;
    })
    .filter(isOfRegistry);
}

/** What lies in a folder is of none. */
export function isOfRegistry({ name, version }: Module): boolean {
  return version !== '' && !/^\.{0,2}\//.test(name);
}

function withSums(
  asked: readonly NamedVersion[],
  path: string,
  others: OtherFiles,
): Known<readonly NamedVersion[]> {
  const sums = others(path.replace(/mod$/, 'sum'));
  if (sums === undefined) {
    const incomplete = 'it is of Go before 1.17, and names only what the project itself asks for';
    return asked.length === 0
      ? { known: true, value: [] }
      : { known: true, value: asked, incomplete };
  }

  const known = new Set(asked.map(({ name }) => name));
  return {
    known: true,
    value: [...asked, ...summedIn(sums).filter(({ name }) => !known.has(name))],
  };
}

/** Of some, only what they ask for was looked at: these have a sum of their go.mod alone. */
function summedIn(text: string): readonly Module[] {
  const newest = new Map<string, string>();

  for (const line of text.split('\n')) {
    const [, name = '', version = ''] = /^(\S+) (v[^\s/]+) h1:\S+\s*$/.exec(line) ?? [];
    const before = newest.get(name);
    if (name !== '' && (before === undefined || isNewer(version, before)))
      newest.set(name, version);
  }
  return [...newest].map(([name, version]) => ({ name, version }));
}

function isNewer(a: string, b: string): boolean {
  const [one, other] = [semverOrder.canonical(a), semverOrder.canonical(b)];

  return one !== undefined && (other === undefined || semverOrder.compare(one, other) > 0);
}
