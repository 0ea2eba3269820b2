import { unknown } from '../../facts.ts';
import { jarOf } from './jar-formats.ts';
import { MOST_REQUIRED, type PackageFormat } from './package-format.ts';
import { without } from './xml-text.ts';

/**
 * What Maven puts beside pom.properties: it tells who asks for whom, and where the properties are
 * missing, whose it is. Source: "POM Reference" (Maven docs).
 */
export const pomXml: PackageFormat = {
  ecosystem: 'Maven',
  channel: 'installed',
  describes: (path) => /(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.xml$/.test(path),

  read(text, path) {
    const [artifact = '', group = ''] = path.split('/').reverse().slice(1);
    const version = versionIn(text) ?? versionOfJar(path, artifact);
    if (version === undefined) return unknown('it tells no version that can be read');

    const asked = requiredByPom(text, group);
    return { known: true, value: [{ name: `${group}:${artifact}`, version, ...asked }] };
  },
};

/** Of the project itself: not what it manages, builds with, or tests by. */
export function requiredByPom(text: string, ownGroup: string) {
  const bare = without(text, '<!--', '-->');
  const own = ['dependencyManagement', 'build', 'profiles', 'reporting', 'exclusions'].reduce(
    (rest, element) => without(rest, `<${element}>`, `</${element}>`),
    bare,
  );
  const all = own
    .split('<dependency>')
    .slice(1, MOST_REQUIRED)
    .map((each) => each.split('</dependency>')[0] ?? '')
    .filter((each) => !/^(?:test|provided|system|import)$/.test(textIn(each, 'scope') ?? ''));
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
