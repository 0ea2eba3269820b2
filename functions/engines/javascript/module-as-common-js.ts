import type { Weakness } from '../../core/weakness.ts';
import { notStarting } from '../flow/index.ts';
import { isModule } from './exported-names.ts';
import type { Modules } from './modules.ts';
import type { OwnPackages } from './own-packages.ts';
import { filesLoadedFirst } from './starting.ts';

/**
 * That a `.js` file that is loaded as the function starts imports or exports as a module does, and no manifest says that
 * it is one: as CommonJS it is no JavaScript. Newer Node.js asks the text what it is.
 *
 * Source: "Determining module system" (Node.js): by syntax from 22.7 and 20.19 on; for 20 and 22, Lambda sets the flag as
 * it sees fit ("Building Lambda functions with Node.js"), so that these are left out.
 */
export function moduleAsCommonJs(
  modules: Modules,
  entry: string,
  runtime: string | undefined,
  { own, files }: { readonly own: OwnPackages; readonly files: ReadonlyMap<string, string> },
): Weakness | undefined {
  const version = Number(/^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1] ?? Number.NaN);
  if (!(version <= LAST_WITHOUT_DETECTION)) return undefined;

  const first = [...filesLoadedFirst(modules, entry)];
  const file = first.find(
    ({ path, program }) =>
      path.endsWith('.js') && isModule(program) && own.typeOf(path) === 'commonjs',
  );
  const mayTranslate = first.some(({ requests }) =>
    [...requests].some((each) => translators.test(each)),
  );
  if (!file || mayTranslate) return undefined;

  const statement = file.program.body.find(({ type }) => /^(?:Import|Export)/.test(type));
  const text = files.get(file.path) ?? '';
  const line = text.slice(0, statement?.start ?? 0).split('\n').length;
  return notStarting(
    file.path,
    'it imports or exports as a module, and is loaded as CommonJS: no package.json says "type": "module"',
    line,
  );
}

const LAST_WITHOUT_DETECTION = 18;

/** What has Node.js translate each file that is loaded afterwards. */
const translators =
  /^(?:esm|jiti|reify|tsx|ts-node|sucrase|@?babel[-/](?:register|node)|@swc(?:-node)?\/register|esbuild-register)(?:\/|$)|\/register$/;
