import { type Known, unknown } from '../../../core/known.ts';
import { trimmedEnd } from '../../../core/trimmed-end.ts';
import { groupOfKnownJar } from './jar-groups.ts';
import type { NamedVersion } from './named-version.ts';
import type { PackageFormat } from './package-format.ts';

/** What Maven puts into what it packs, once for each artifact that was shaded in. */
export const pomProperties: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'installed',
  describes: (path) => /(?:^|\/)META-INF\/maven\//.test(path) && path.endsWith('/pom.properties'),

  read(text, path) {
    const values = propertiesOf(text);
    const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) =>
      values.get(key),
    );
    if (!group || !artifact || !version) return unknown('it has no groupId, artifactId or version');

    return namedAs(group, artifact, forRuntime(version, artifact, jarOf(path)));
  },
};

/** Some are published once for each runtime of Java, which only the name of the archive says. */
function forRuntime(version: string, artifact: string, jar: string): string {
  const own = `${artifact}-${version}`;
  const name = jar.slice(jar.lastIndexOf('/') + 1);
  const [, runtime = ''] = /^(\.jre\d+)\.jar$/i.exec(name.slice(own.length)) ?? [];

  return name.startsWith(own) ? version + runtime : version;
}

/**
 * The manifest of an archive within the archive. It names no artifact; the name of the file does,
 * and the manifest may say which group that is of. Only worth a look where Maven left nothing.
 */
export const jarManifest: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'installed',
  describes: (path) => /!\/META-INF\/MANIFEST\.MF$/.test(path),

  read(text, path) {
    const manifest = text.replaceAll(/\r?\n /g, '').split(/\r?\n\r?\n/)[0] ?? '';
    const headers = propertiesOf(manifest);
    const { artifact, version } = namedInPath(jarOf(path), headers);
    const group = groupIn(manifest.replaceAll('\r', ''), headers, artifact, version);
    if (artifact === '' || version === '' || group === undefined) return noCoordinates;

    // Builds of Scala name the archive for group and artifact together.
    const isWhole = artifact.startsWith(`${group}.`);
    return namedAs(group, isWhole ? artifact.slice(group.length + 1) : artifact, version);
  },
};

/** Where the name of the archive has no version, its manifest may have one. */
function namedInPath(jar: string, headers: ReadonlyMap<string, string>) {
  const file = jar.slice(Math.max(jar.lastIndexOf('/'), jar.lastIndexOf('!')) + 1);
  const [, name = ''] = /^(.+)\.(?:jar|war|ear|par|sar|nar|kar)$/i.exec(file) ?? [];
  // An artifact may have a number in its own name: `mockito-4-2_3-3.2.12.0`. One of Google's has `r06`.
  const at = placeOfVersion(name, /\d+\./y) ?? placeOfVersion(name, /r?\d/y);
  const [artifact, version] = at === undefined ? [name] : [name.slice(0, at), name.slice(at + 1)];

  return {
    artifact,
    version: version === undefined ? versionIn(headers) : withoutClassifier(version),
  };
}

/** Of the first `-` behind which nothing stands but a version that begins so. */
function placeOfVersion(name: string, beginning: RegExp): number | undefined {
  const from = trimmedEnd(name, /[\w.+-]/).length;

  for (let at = name.indexOf('-', Math.max(1, from - 1)); at >= 0; at = name.indexOf('-', at + 1)) {
    beginning.lastIndex = at + 1;
    if (beginning.test(name)) return at;
  }
  return undefined;
}

function versionIn(headers: ReadonlyMap<string, string>): string {
  const version = headers.get('Implementation-Version') ?? '';

  return /^\d[\w.+-]*$/.test(version) ? version : '';
}

/** Leaves out what stands behind the version of what is built for one platform, or is all in one. */
function withoutClassifier(version: string): string {
  const words = version.split('-');
  const wordsFrom = words.findLastIndex((word) => !/^\w+$/.test(word)) + 1;
  const at = words.findIndex((word, index) => {
    const system = word === 'natives' ? words[index + 1] : word;
    const isOfPlatform = index >= wordsFrom && isPlatform(system);
    return index > 0 && (isOfPlatform || isContent(words.slice(index, index + LONGEST + 1)));
  });

  return at < 0 ? version : words.slice(0, at).join('-');
}

/** Words of `jar-with-dependencies`. */
const LONGEST = 3;

function isPlatform(word = ''): boolean {
  return /^(?:linux|osx|macos|mac|windows|win)(?:_\w+)?$/.test(word);
}

/** The last words of a name that say what of a project, or how much besides it, the archive holds. */
function isContent(words: readonly string[]): boolean {
  return /^(?:all|jar-with-dependencies|shaded|uber|tests|jdk\d+)$/.test(words.join('-'));
}

/** Of a file within one, with the archives around it: `lib/a.jar` of `lib/a.jar!/META-INF/x`. */
export function jarOf(path: string): string {
  const end = path.lastIndexOf('!/');

  return end < 0 ? '' : path.slice(0, end);
}

const noCoordinates: Known<never> = unknown(
  'neither it nor its manifest has its group, artifact and version',
);

function namedAs(group: string, artifact: string, version: string): Known<readonly NamedVersion[]> {
  return { known: true, value: [{ name: `${group}:${artifact}`, version }] };
}

function groupIn(
  manifest: string,
  headers: ReadonlyMap<string, string>,
  artifact: string,
  version: string,
): string | undefined {
  // What is known of the widely used goes before what others would conclude.
  return (
    groupOfKnownJar(artifact, version, manifest) ??
    groupBeforeKnown(artifact, version, manifest) ??
    groupInTitle(headers, version) ??
    groupOfBundle(headers, artifact) ??
    groupOfVendor(headers) ??
    groupInName(artifact)
  );
}

/** Quarkus names each archive for group and artifact together. */
function groupBeforeKnown(name: string, version: string, manifest: string): string | undefined {
  const words = name.split('.').slice(0, MOST_WORDS);
  const groups = words.slice(1).map((_, at) => words.slice(0, at + 1).join('.'));

  return groups.find(
    (group) => groupOfKnownJar(name.slice(group.length + 1), version, manifest) === group,
  );
}

/** Of a name of a group and an artifact. */
const MOST_WORDS = 20;

/** As the builds of Netflix and others write it: `group#project;version`. */
function groupInTitle(headers: ReadonlyMap<string, string>, version: string): string | undefined {
  const [, group, stated] =
    /^([\w-]+(?:\.[\w-]+)+)#[^;]+;(.+)$/.exec(headers.get('Implementation-Title') ?? '') ?? [];

  return stated === version ? group : undefined;
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

/** `org.scala-lang.scala-library`: an artifact of more than one word, behind what can be no part of it. */
function groupInName(name: string): string | undefined {
  return /^((?:com|dev|edu|io|net|org)\.[a-z][\w-]*(?:\.[a-z][\w-]*)*)\.[a-z]\w*-[\w-]+$/i.exec(
    name,
  )?.[1];
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
    const mark = line.search(/[=:]/);
    const key = line.slice(0, Math.max(mark, 0)).trim();
    if (/^[^\s#!]\S*$/.test(key) && !values.has(key)) values.set(key, line.slice(mark + 1).trim());
  }

  return values;
}
