import { unknown } from '../../facts.ts';
import { isVendored, isVersion, type NamedVersion, type PackageFormat } from './package-format.ts';

/**
 * Yarn 1, which has a language of its own, and Berry, which writes YAML of the same few shapes:
 * an entry of descriptors, and below it what they came to.
 */
export const yarnLock: PackageFormat = {
  ecosystem: 'npm',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)yarn\.lock$/.test(path) && !isVendored(path),

  read(text) {
    if (!/^(?:# yarn lockfile v1|__metadata:)/m.test(text)) return unknown('it cannot be parsed');

    return { known: true, value: [...entriesOf(text)].flatMap(namedBy) };
  },
};

interface Entry {
  /** `name@range` */
  readonly descriptor: string;
  readonly fields: ReadonlyMap<string, string>;
}

function* entriesOf(text: string): Generator<Entry> {
  let descriptor: string | undefined;
  let fields = new Map<string, string>();

  for (const line of text.split(/\r?\n/)) {
    const head = /^"?([^\s#"][^",]*).*:$/.exec(line)?.[1];
    const field = /^ {2}(version|resolution):? "?([^"]+)"?$/.exec(line);

    if (head !== undefined) {
      if (descriptor !== undefined) yield { descriptor, fields };
      [descriptor, fields] = [head, new Map()];
    } else if (field) fields.set(field[1] ?? '', field[2] ?? '');
  }

  if (descriptor !== undefined) yield { descriptor, fields };
}

function namedBy({ descriptor, fields }: Entry): readonly NamedVersion[] {
  // Berry says what it resolved to; Yarn 1 only what was asked for, under an alias perhaps.
  const told = fields.get('resolution') ?? descriptor;
  const [, name, protocol = '', rest = ''] = /^(@?[^@]+)@(?:([a-z+]+):)?(.*)$/.exec(told) ?? [];
  const version = fields.get('version');
  if (!name || !version || !isVersion(version)) return [];
  if (/^(?:workspace|link|portal|file)$/.test(protocol)) return [];

  const alias = protocol === 'npm' ? /^(@?[^@]+)@/.exec(rest)?.[1] : undefined;
  return [{ name: alias ?? name, version }];
}
