import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Has code of ours import from the files that export, and not by the `index.ts` of their folder. Where code is split, esbuild takes
 * who imports one thing by that to need all files that it names: the command would load every analyser of code, which its worker
 * alone runs.
 */
export function withoutDoors(project: string): Plugin {
  const doors = new Map<string, Promise<Door>>();
  const doorAt = (path: string): Promise<Door> => {
    const door = doors.get(path) ?? readFile(path, 'utf8').then(exportedBy);
    doors.set(path, door);
    return door;
  };

  return {
    name: 'without-doors',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!path.startsWith(project) || path.includes('node_modules')) return undefined;
        const code = await readFile(path, 'utf8');
        const found = new Map<string, Door>();
        for (const [, , from = ''] of code.matchAll(importing)) {
          found.set(from, await doorAt(join(dirname(path), from)));
        }

        return { contents: importedDirectly(code, found), loader: 'ts' };
      });
    },
  };
}

/** Where what a door exports is from, by the name that it has there; types are not among it. */
type Door = ReadonlyMap<string, { readonly file: string; readonly name: string }>;

const importing = /^import \{([^}]*)\} from '(\.[^']*\/index\.ts)';$/gm;

const exporting = /^export \{([^}]*)\} from '\.\/([^']*)';$/gm;

/** @param code of an `index.ts`. */
export function exportedBy(code: string): Door {
  return new Map(
    Array.from(code.matchAll(exporting)).flatMap(([, names = '', file = '']) =>
      valuesIn(names).map(({ name, as }) => [as, { file, name }] as const),
    ),
  );
}

/**
 * On as many lines as before, for source maps. What a door has of its own is imported from it.
 *
 * @param doors by what they are imported as.
 */
export function importedDirectly(code: string, doors: ReadonlyMap<string, Door>): string {
  return code.replaceAll(importing, (statement, names: string, from: string) => {
    const folder = from.slice(0, from.lastIndexOf('/') + 1);
    const imports = valuesIn(names).map(({ name, as }) => {
      const behind = doors.get(from)?.get(name);
      const [exported, file] = behind ? [behind.name, `${folder}${behind.file}`] : [name, from];
      return `import { ${exported} as ${as} } from '${file}';`;
    });

    return imports.join(' ') + '\n'.repeat(statement.split('\n').length - 1);
  });
}

/** What each is called where it is from, and what it is called here. */
function valuesIn(names: string): readonly { readonly name: string; readonly as: string }[] {
  return names
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
    .map((one) => {
      const [name = '', as = name] = one.split(' as ');
      return { name, as };
    });
}
