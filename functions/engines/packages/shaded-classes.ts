import { classFolders } from '../../data/class-folders.ts';
import { jarOf } from './formats/jar-formats.ts';
import type { Package } from './package.ts';

/**
 * Classes of well-known libraries in an archive of which nothing names them: a build that packs all
 * into one jar may leave out what Maven wrote. A library's own jar may hold parts of others.
 *
 * @param folders of classes, each with a slash behind it, `app.jar!/org/apache/commons/text/`.
 * @param recognised what was named, in which archive.
 */
export function shadedClasses(
  folders: readonly string[],
  recognised: readonly Package[],
): readonly { readonly path: string; readonly reason: string }[] {
  const groupsOf = Map.groupBy(
    recognised.filter(({ ecosystem }) => ecosystem === 'Maven'),
    ({ evidence }) => jarOf(evidence.path),
  );

  return [...Map.groupBy(folders, jarOf)].flatMap(([jar, some]) => {
    const groups = (groupsOf.get(jar) ?? []).map(({ name }) => name.split(':')[0] ?? '');
    // A jar that nothing names is a gap by itself.
    const isUnnamed = jar !== '' && groups.length === 0;
    const isLibrary = groups.length === 1 && groups.some(isOfLibrary);
    if (isUnnamed || isLibrary) return [];

    const inside = some.map((folder) => (jar === '' ? folder : folder.slice(jar.length + 2)));
    const strays = classFolders.filter(
      ({ folder, groups: known }) =>
        inside.some((path) => path.startsWith(folder)) &&
        !groups.some((own) => isAmong(own, known)),
    );
    const [first] = strays;
    if (!first) return [];

    const more = strays.length > 1 ? `, and of ${strays.length - 1} more` : '';
    return [
      {
        path: jar === '' ? first.folder : `${jar}!/${first.folder}`,
        reason: `classes of ${first.groups[0]}${more}, which nothing here names`,
      },
    ];
  });
}

function isOfLibrary(own: string): boolean {
  return classFolders.some(({ groups }) => isAmong(own, groups));
}

function isAmong(own: string, groups: readonly string[]): boolean {
  return groups.some((group) => own === group || own.startsWith(`${group}.`));
}
