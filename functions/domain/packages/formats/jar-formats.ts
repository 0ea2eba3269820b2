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
    const group = groupIn(text, artifact, version);

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

function groupIn(text: string, artifact: string, version: string): string | undefined {
  const manifest = text.replaceAll(/\r?\n /g, '').split(/\r?\n\r?\n/)[0] ?? '';
  const headers = propertiesOf(manifest);

  // What is known of the widely used goes before what others would conclude.
  return (
    groupOfKnownJar(artifact, version, manifest.replaceAll('\r', '')) ??
    groupInTitle(headers, version) ??
    groupOfBundle(headers, artifact) ??
    groupOfVendor(headers)
  );
}

/** As the builds of Netflix and others write it: `group#project;version`. */
function groupInTitle(headers: ReadonlyMap<string, string>, version: string): string | undefined {
  const [, group, told] =
    /^([\w-]+(?:\.[\w-]+)+)#[^;]+;(.+)$/.exec(headers.get('Implementation-Title') ?? '') ?? [];

  return told === version ? group : undefined;
}

/**
 * A bundle may be named for group and artifact together. Where the artifact is a word alone, that
 * may be the group as well as its end: `com.lmax.disruptor` is the one, `org.opentest4j` the other.
 */
function groupOfBundle(headers: ReadonlyMap<string, string>, artifact: string): string | undefined {
  const [bundle = ''] = headers.get('Bundle-SymbolicName')?.split(';') ?? [];
  const group = bundle.endsWith(`.${artifact}`) ? bundle.slice(0, -artifact.length - 1) : '';
  const isTwo = artifact.includes('-') || (group.split('.').at(-1) ?? '').startsWith(artifact);

  return isTwo && isGroup(group) ? group : undefined;
}

function groupOfVendor(headers: ReadonlyMap<string, string>): string | undefined {
  const vendor = headers.get('Implementation-Vendor-Id') ?? '';

  return isGroup(vendor) ? vendor : undefined;
}

/** Those that have too many projects to be a group of any. */
function isGroup(name: string): boolean {
  return (
    /^[\w-]+(?:\.[\w-]+)+$/.test(name) &&
    !/^(?:org\.(?:apache|eclipse|glassfish|jboss)|com\.(?:google|ibm|oracle|sun))$/.test(name)
  );
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
