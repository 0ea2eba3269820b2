import { type Known, unknown } from '../../facts.ts';
import { groupOfKnownJar } from './jar-groups.ts';
import type { NamedVersion, PackageFormat } from './package-format.ts';

/** Whether it is an archive that may hold Java packages. */
export function isJar(path: string): boolean {
  return /\.(?:jar|war|ear)$/i.test(path);
}

/** What Maven puts into what it packs, once for each artifact that was shaded in. */
export const pomProperties: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'installed',
  describes: (path) => /(?:^|\/)META-INF\/maven\/(?:.*\/)?pom\.properties$/.test(path),

  read(text) {
    const values = propertiesOf(text);
    const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) =>
      values.get(key),
    );
    if (!group || !artifact || !version) return unknown('it has no groupId, artifactId or version');

    return { known: true, value: [{ name: `${group}:${artifact}`, version }] };
  },
};

/**
 * The manifest of an archive within the archive. It tells no artifact; the name of the file does,
 * and the manifest may tell which group that is of. Only worth a look where Maven left nothing.
 */
export const jarManifest: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'installed',
  describes: (path) => /!\/META-INF\/MANIFEST\.MF$/.test(path),

  read(text, path) {
    const jar = jarOf(path);
    const [, artifact = '', version = ''] =
      /([^/!]+?)-(\d[\w.+-]*)\.(?:jar|war|ear)$/i.exec(jar) ?? [];
    const group = groupIn(text, artifact);

    return artifact === '' || group === undefined
      ? noCoordinates
      : namedAs(group, artifact, version);
  },
};

/** Of a file within one, with the archives around it: `lib/a.jar` of `lib/a.jar!/META-INF/x`. */
export function jarOf(path: string): string {
  const end = path.lastIndexOf('!/');

  return end < 0 ? '' : path.slice(0, end);
}

const noCoordinates: Known<never> = unknown(
  'neither it nor its manifest tells its group, artifact and version',
);

function namedAs(group: string, artifact: string, version: string): Known<readonly NamedVersion[]> {
  return { known: true, value: [{ name: `${group}:${artifact}`, version }] };
}

function groupIn(text: string, artifact: string): string | undefined {
  const headers = propertiesOf(text.replaceAll(/\r?\n /g, '').split(/\r?\n\r?\n/)[0] ?? '');
  const vendor = headers.get('Implementation-Vendor-Id');
  const [bundle = ''] = headers.get('Bundle-SymbolicName')?.split(';') ?? [];
  // A bundle that is named for group and artifact together tells the group.
  const group = bundle.endsWith(`.${artifact}`) ? bundle.slice(0, -artifact.length - 1) : undefined;

  if (group !== undefined) return group;
  // A build by Gradle leaves no more than names: those of the widely used are known.
  return groupOfKnownJar(artifact, headers) ?? (vendor?.includes('.') ? vendor : undefined);
}

/** Of `key=value` and `key: value`, the first of each key. */
function propertiesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();

  for (const line of text.split(/\r?\n/)) {
    const [, key = '', value = ''] = /^\s*([^\s#!=:][^\s=:]*)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== '' && !values.has(key)) values.set(key, value);
  }

  return values;
}
