import { unknown } from '../../../core/known.ts';
import type { NamedVersion } from './named-version.ts';
import { askedByProject, isProjectManifest } from './npm-manifest.ts';
import { isVendored, isVersion, MOST_REQUIRED, type PackageFormat } from './package-format.ts';
import { united } from './united.ts';

/**
 * Yarn 1, which has a language of its own, and Berry, which writes YAML of the same few shapes:
 * an entry of descriptors, and below it what they came to.
 */
export const yarnLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  manifest: { describes: isProjectManifest, asked: askedByProject },
  installer: (text) => (isBerry(text) ? 'yarn' : 'yarn 1'),
  describes: (path) => /(?:^|\/)yarn\.lock$/.test(path) && !isVendored(path),

  read(text) {
    if (!/^(?:# yarn lockfile v1|__metadata:)/m.test(text)) return unknown('it cannot be parsed');
    const entries = [...entriesOf(text)];

    return { known: true, value: united(namedBy(entries)) };
  },
};

function isBerry(text: string): boolean {
  return /^__metadata:/m.test(text);
}

interface Entry {
  /** `name@range`, each of those that came to it. */
  readonly descriptors: readonly string[];
  readonly fields: ReadonlyMap<string, string>;
  /** Descriptors of others. */
  readonly requires: readonly string[];
}

function* entriesOf(text: string): Generator<Entry> {
  let entry: (Entry & { fields: Map<string, string>; requires: string[] }) | undefined;
  let isAskedFor = false;

  for (const line of text.split(/\r?\n/)) {
    // Berry writes a very long key behind a question mark, as YAML has it.
    const head = /^(?:\? )?([^\s#?:].*?):?$/.exec(line)?.[1];
    const [, field = '', value = ''] = /^ {2}"?(\w+)(?!\w)"?:? ?"?([^"]*)"?$/.exec(line) ?? [];
    const [, name, range = ''] = /^ {4}"?([^\s":]+)"?:? "?([^"]*)"?$/.exec(line) ?? [];

    if (head !== undefined) {
      if (entry) yield entry;
      entry = { descriptors: descriptorsIn(head), fields: new Map(), requires: [] };
    } else if (field !== '' && entry) {
      isAskedFor = /^(?:dependencies|optionalDependencies)$/.test(field);
      entry.fields.set(field, value);
    } else if (name !== undefined && isAskedFor && entry && entry.requires.length < MOST_REQUIRED) {
      entry.requires.push(`${name}@${range}`);
    }
  }

  if (entry) yield entry;
}

/** Yarn 1 quotes each by itself, where it must; Berry all together. */
function descriptorsIn(head: string): readonly string[] {
  const quoted = head.match(/"[^"]*"|[^",\s][^",]*/g) ?? [];

  return quoted.flatMap((each) => each.replaceAll('"', '').split(/, */)).map((each) => each.trim());
}

function namedBy(entries: readonly Entry[]): readonly NamedVersion[] {
  const known = new Set(entries.flatMap(({ descriptors }) => descriptors.flatMap(keysOf)));
  const keyOf = (descriptor: string) =>
    [descriptor, withProtocol(descriptor)].find((key) => known.has(key)) ?? identOf(descriptor);
  const ownAsk = entries.filter(isOwn).flatMap(({ requires }) => requires.map(keyOf));
  const top = new Set(ownAsk);

  return entries.flatMap((entry) => {
    const named = isOwn(entry) ? undefined : identityOf(entry);
    if (!named) return [];

    const keys = entry.descriptors.flatMap(keysOf);
    const isTopLevel = keys.some((key) => top.has(key));
    return [{ ...named, keys, requires: entry.requires.map(keyOf), isTopLevel }];
  });
}

/** A patch is what is asked for by the descriptor that it patches. */
function keysOf(descriptor: string): readonly string[] {
  const [, patched = ''] = descriptor.split('@patch:', 2);
  const end = patched.indexOf('#');
  const inner = end > 0 ? [patched.slice(0, end).replaceAll('%3A', ':')] : [];

  // The name alone is for who asks for a range that a resolution has replaced.
  return [descriptor, ...inner.flatMap((one) => [one, withProtocol(one)]), identOf(descriptor)];
}

function withProtocol(descriptor: string): string {
  const ident = identOf(descriptor);

  return `${ident}@npm:${descriptor.slice(ident.length + 1)}`;
}

function identOf(descriptor: string): string {
  return /^@?[^@]+/.exec(descriptor)?.[0] ?? descriptor;
}

function isOwn({ descriptors: [first = ''], fields }: Entry): boolean {
  return /^@?[^@]+@(?:workspace|link|portal|file):/.test(fields.get('resolution') ?? first);
}

function identityOf({ descriptors: [first = ''], fields }: Entry): NamedVersion | undefined {
  // Berry says what it resolved to; Yarn 1 only what was asked for, under an alias perhaps.
  const resolved = fields.get('resolution') ?? first;
  const [, name, protocol = '', rest = ''] = /^(@?[^@]+)@(?:([a-z+]+):)?(.*)$/.exec(resolved) ?? [];
  const version = fields.get('version');
  if (!name || !version || !isVersion(version)) return undefined;

  const alias = protocol === 'npm' ? /^(@?[^@]+)@/.exec(rest)?.[1] : undefined;
  return { name: alias ?? name, version };
}
