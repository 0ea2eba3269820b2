import { packageOf } from '../../functions/engines/packages/index.ts';

/** The part of esbuild's metafile that is read. */
interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}

/**
 * A CycloneDX document of the packages of a bundle. The same packages make the same document,
 * without a time or a serial number in it, so that the hash of the code changes with the code alone.
 *
 * @param manifestIn reads the `package.json` of a folder.
 */
export function billOfMaterials(
  { outputs }: Metafile,
  manifestIn: (folder: string) => { readonly name: string; readonly version: string },
) {
  const components = packageFoldersOf({ outputs }).map((folder) => componentOf(manifestIn(folder)));

  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: components.toSorted((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
}

/** The folder of each package of which something is in the output, once. */
export function packageFoldersOf({ outputs }: Metafile): readonly string[] {
  const paths = Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));

  return packageFolders(paths);
}

/** The folder of each package that one of the files is in, once. */
export function packageFolders(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map(packageFolder).filter((folder) => folder !== undefined))];
}

function packageFolder(path: string): string | undefined {
  const start = path.lastIndexOf('node_modules/') + 'node_modules/'.length;
  const [name] = /^(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path.slice(start)) ?? [];

  return path.includes('node_modules/') && name ? path.slice(0, start) + name : undefined;
}

/** A package of npm. */
export function componentOf({
  name,
  version,
}: {
  readonly name: string;
  readonly version: string;
}) {
  const { purl } = packageOf(
    { ecosystem: 'npm', name, version },
    { channel: 'installed', path: 'package.json' },
  );

  return { type: 'library', 'bom-ref': purl, name, version, purl };
}
