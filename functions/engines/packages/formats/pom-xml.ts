import { unknown } from '../../../core/known.ts';
import { jarOf } from './jar-formats.ts';
import { isVendored, MOST_REQUIRED, type PackageFormat } from './package-format.ts';
import { without } from './xml-text.ts';

/**
 * What Maven puts beside pom.properties: it says what an artifact requires and, where the
 * properties are missing, which one it is. Source: "POM Reference" (Maven docs).
 */
export const pomXml: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'installed',
  describes: (path) => /(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.xml$/.test(path),

  read(text, path) {
    const [artifact = '', group = ''] = path.split('/').reverse().slice(1);
    const version = versionIn(text) ?? versionOfJar(path, artifact);
    if (version === undefined) return unknown('it has no version that can be read');

    const asked = requiredByPom(text, group);
    return { known: true, value: [{ name: `${group}:${artifact}`, version, ...asked }] };
  },
};

/**
 * Of sources that have nothing better: what the project itself asks for, whose versions stand there, in
 * its properties, or in what it manages. What others bring, no file says.
 */
export const projectPom: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'lockfile',
  describes: (path) =>
    /(?:^|\/)pom\.xml$/.test(path) && !path.includes('META-INF/') && !isVendored(path),

  read(text) {
    const bare = without(text, '<!--', '-->');
    if (!/<project[\s>]/.test(bare)) return unknown('it cannot be parsed');

    const managed = new Map(
      between(bare, 'dependencyManagement')
        .flatMap(dependenciesIn)
        .map((each) => [nameOf(each), textIn(each, 'version')]),
    );
    const properties = between(bare, 'properties').join('');
    const own = versionIn(bare) ?? '';
    const all = deployedIn(bare);
    const value = all.flatMap((each) => {
      const name = nameOf(each)
        .split(':')
        .map((part) => resolved(part, properties, own))
        .join(':');
      const written = textIn(each, 'version') ?? managed.get(name) ?? '';
      const version = resolved(written, properties, own);
      return isCoordinate.test(name) && isExact.test(version)
        ? [{ name, version, isTopLevel: true }]
        : [];
    });
    if (all.length === 0) return { known: true, value };

    const loose = all.length - value.length;
    const others = 'it names only what the project itself asks for';
    const incomplete =
      loose === 0 ? others : `${others}, of which ${loose} have no version that can be read`;
    return { known: true, value, incomplete };
  },
};

const isCoordinate = /^[\w.-]+:[\w.-]+$/;
const isExact = /^\w[\w.+-]*$/;

/** A property may lead to another. */
function resolved(written: string, properties: string, own: string): string {
  let version = written;

  for (let step = 0; step < 5; step += 1) {
    const [, name] = /^\$\{([\w.-]+)\}$/.exec(version) ?? [];
    if (name === undefined) break;
    version = /^(?:project\.|pom\.)?version$/.test(name) ? own : (textIn(properties, name) ?? '');
  }
  return version;
}

function nameOf(dependency: string): string {
  return `${textIn(dependency, 'groupId') ?? ''}:${textIn(dependency, 'artifactId') ?? ''}`;
}

function between(xml: string, element: string): readonly string[] {
  return xml
    .split(`<${element}>`)
    .slice(1)
    .map((each) => each.split(`</${element}>`)[0] ?? '');
}

/** What the project itself asks for: not what it manages, builds with, or tests by. */
function deployedIn(bare: string): readonly string[] {
  const own = ['exclusions', 'dependencyManagement', 'build', 'profiles', 'reporting'].reduce(
    (rest, element) => without(rest, `<${element}>`, `</${element}>`),
    bare,
  );

  return dependenciesIn(own).filter(isDeployed);
}

function dependenciesIn(xml: string): readonly string[] {
  return between(xml, 'dependency').slice(0, MOST_REQUIRED);
}

function isDeployed(dependency: string): boolean {
  return !/^(?:test|provided|system|import)$/.test(textIn(dependency, 'scope') ?? '');
}

export function requiredByPom(text: string, ownGroup: string) {
  const all = deployedIn(without(text, '<!--', '-->'));
  const named = (isOptional: boolean) =>
    all
      .filter((each) => (textIn(each, 'optional') === 'true') === isOptional)
      .map((each) => {
        const group = textIn(each, 'groupId') ?? '';
        const known = /^\$\{(?:project\.|pom\.)?groupId\}$/.test(group) ? ownGroup : group;
        return `${known}:${textIn(each, 'artifactId') ?? ''}`;
      });

  return { requires: named(false), mayUse: named(true) };
}

/** Its own, or else that of the parent. */
function versionIn(text: string): string | undefined {
  const head = without(text, '<!--', '-->').split(
    /<(?:dependencies|dependencyManagement|build)>/,
  )[0];
  const own = textIn(without(head ?? '', '<parent>', '</parent>'), 'version');
  const version = own ?? textIn((head ?? '').split('</parent>')[0] ?? '', 'version');

  return version?.includes('$') ? undefined : version;
}

function versionOfJar(path: string, artifact: string): string | undefined {
  const name = jarOf(path).split('/').at(-1) ?? '';
  const [, version] = /^-(\d[\w.+-]*)\.jar$/i.exec(name.slice(artifact.length)) ?? [];

  return name.startsWith(artifact) ? version : undefined;
}

function textIn(xml: string, element: string): string | undefined {
  const start = xml.indexOf(`<${element}>`);
  const end = start < 0 ? -1 : xml.indexOf(`</${element}>`, start);
  const value = end < 0 ? '' : xml.slice(start + element.length + 2, end).trim();

  return value === '' ? undefined : value;
}
