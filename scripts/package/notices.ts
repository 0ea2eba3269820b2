import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { componentOf, packageFoldersOf } from '../../lib/bundles/bill-of-materials.ts';

/** A package of which something is in this one. */
export interface IncludedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  /** Of its licence, copyright and notices, as they came with it. */
  readonly texts: readonly string[];
}

/** Licences that let others copy the code if their text goes along. */
const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** Of these, the text need not go along. */
const asksForNothing: ReadonlySet<string> = new Set(['0BSD', 'MIT-0']);

/**
 * The packages that esbuild has copied from, or that the bills of bundles name, each once.
 *
 * @throws for a licence that asks for more, and for a package that has no text of its own.
 */
export function includedPackages(
  metafiles: readonly Metafile[],
  components: readonly string[],
  project: string,
): readonly IncludedPackage[] {
  const folders = new Set([
    ...metafiles.flatMap(packageFoldersOf),
    ...foldersOf(components, project),
  ]);
  const all = [...folders].map((folder) => includedFrom(folder, project));
  const byName = new Map(all.map((each) => [`${each.name}@${each.version}`, each]));

  return [...byName.keys()].toSorted().flatMap((key) => byName.get(key) ?? []);
}

/** Each text once, after the packages that it is of. */
export function noticesOf(packages: readonly IncludedPackage[]): string {
  const preface =
    'lambda-vigil contains code of the packages below, under their licences, whose texts follow.';
  const byText = Map.groupBy(packages, ({ texts }) => texts.join('\n\n'));
  const sections = [...byText].map(([text, of]) => {
    const names = of.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return [names.join('\n'), text].join('\n\n');
  });

  return `${[preface, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** A CycloneDX document of the package itself, the same for the same content. */
export function billOfPackage(
  { name, version }: { readonly name: string; readonly version: string },
  packages: readonly IncludedPackage[],
) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...componentOf({ name, version }), type: 'application' } },
    components: packages.map(({ license, ...each }) => ({
      ...componentOf(each),
      licenses: [{ license: { id: license } }],
    })),
  };
}

function foldersOf(components: readonly string[], project: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string }>>;
  };
  const folders = new Map(
    Object.entries(packages).map(([folder, { version }]) => [
      `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
      folder,
    ]),
  );

  return [...new Set(components)].map((component) => {
    const folder = folders.get(component);
    if (folder === undefined) throw new Error(`${component} is in no folder of package-lock.json`);
    return folder;
  });
}

function includedFrom(folder: string, project: string): IncludedPackage {
  const { name, version, license } = JSON.parse(
    readFileSync(join(project, folder, 'package.json'), 'utf8'),
  );
  if (!permissive.has(license)) throw new Error(`${name} is under ${license}: may it be included?`);
  const own = licenceTextsIn(join(project, folder));
  // That of Apache names no one, and is that of this project: some packages of the SDK leave it out.
  const texts = own.length === 0 && license === 'Apache-2.0' ? licenceTextsIn(project) : own;
  if (texts.length === 0 && !asksForNothing.has(license))
    throw new Error(`${name} has no text of its licence to go along with it`);

  return { name, version, license, texts };
}

function licenceTextsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|copyright|notice)/i.test(file))
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
}
