import type { Weakness } from '../../core/weakness.ts';
import { type HandlerMissing, notStarting, shownName } from '../flow/index.ts';
import type { PackageFolders } from '../packages/index.ts';
import { exportedNames, isModule } from './exported-names.ts';
import type { HandlerName } from './handler-name.ts';
import type { LinkedFile } from './link.ts';
import type { Load } from './loads.ts';
import type { Modules, Unread } from './modules.ts';
import { bindingOf, parentOf } from './scope.ts';
import { packageName } from './specifier-meaning.ts';
import { type AnyNode, isFunction, type NodeOf } from './syntax.ts';
import type { Found } from './weaknesses-of.ts';

/** That the configured handler has no file. */
export function missingFile({ path, message }: HandlerMissing): Weakness {
  return notStarting(path, message);
}

/** That the file of the handler lacks the export, if all that it exports can be seen. */
export function missingExport(
  { path, exports: [name = ''] }: HandlerName,
  modules: Modules,
): Weakness | undefined {
  const file = modules.files.get(path);
  const names = file && exportedNames(file, modules);
  if (!names || name === '' || names.has(name)) return undefined;

  const others = [...names].filter((each) => each !== '__esModule').slice(0, MOST_NAMES);
  const text = `it exports ${others.length === 0 ? 'nothing' : others.map(shownName).join(', ')}, and no ${shownName(name)}`;
  return notStarting(path, text);
}

const MOST_NAMES = 5;

/**
 * That the file of the handler is JavaScript neither as a module nor as CommonJS, and so in no way in
 * which Node.js reads it. What an older one read, and the parser does not know, is left alone.
 */
export function notJavaScript(
  { path, reason }: Unread,
  text: string,
  runtime: string | undefined,
): Weakness | undefined {
  const isRead = /^nodejs\d+\.x$/.test(runtime ?? '') && /\.[cm]?js$/.test(path);
  const line = Number(/ at line (\d+)/.exec(reason)?.[1] ?? Number.NaN);
  const written = text.split('\n')[line - 1];
  if (!isRead || written === undefined || mayBeOfOther.test(written)) return undefined;

  return notStarting(path, reason, line);
}

/** `import … assert { … }` of Node.js 16 to 20, and what newer ones may know. */
const mayBeOfOther = /\b(?:assert|import|using)\b|@/;

/**
 * That the file of the handler imports or exports as a module does, and sets `exports` as it is loaded: as CommonJS it
 * is no JavaScript, and a module has no such name. So it fails in either way in which Node.js reads it.
 */
export function notOneKind(
  { path, program }: LinkedFile,
  files: ReadonlyMap<string, string>,
  runtime: string | undefined,
): Weakness | undefined {
  const isRead = /^nodejs\d+\.x$/.test(runtime ?? '') && /\.m?js$/.test(path);
  if (!isRead || !isModule(program)) return undefined;

  const set = program.body.flatMap((statement) => setForCommonJs(statement) ?? []).at(0);
  if (!set || [...files.values()].some((text) => mayGive.test(text))) return undefined;
  const text = files.get(path) ?? '';
  const line = text.slice(0, set.start).split('\n').length;
  return notStarting(path, `it imports or exports as a module, which has no ${set.name}`, line);
}

/** `globalThis.exports = {}`, which another file does first. */
const mayGive = /\bglobal(?:This)?[.[]['"]?(?:exports|module)\b/;

/** `exports` of `exports.a = …`, and `module` of `module.exports = …`, that are no names of its own. */
function setForCommonJs(statement: AnyNode): NodeOf<'Identifier'> | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined;
  if (statement.expression.type !== 'AssignmentExpression') return undefined;

  let at: AnyNode = statement.expression.left;
  if (at.type !== 'MemberExpression') return undefined;
  while (at.type === 'MemberExpression') at = at.object;
  if (at.type !== 'Identifier' || !ofCommonJs.has(at.name)) return undefined;
  return bindingOf(at)?.definitions.length === 0 ? at : undefined;
}

const ofCommonJs: ReadonlySet<string> = new Set(['exports', 'module']);

/** Parts of AWS's SDK that are loaded as the function starts, and that neither its runtime nor its package has. */
export function missingSdks(
  modules: Modules,
  entry: string,
  runtime: string | undefined,
  folders: PackageFolders,
): readonly Found[] {
  const version = Number(/^nodejs(\d+)\.x$/.exec(runtime ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(version)) return [];

  return [...filesLoadedFirst(modules, entry)].flatMap((file) =>
    file.loads.flatMap((load) => {
      const name = packageName(load.specifier) ?? '';
      const isMissing = version >= FIRST_WITH_SDK_3 ? name === 'aws-sdk' : name.startsWith(SDK_3);
      const isThere = modules.resolve(file.path, load.specifier).length > 0;
      if (!isMissing || isThere || folders.hasName(name) || !isLoadedFirst(load)) return [];

      return [{ node: load.node, sink: { kind: 'does-not-start', title: name, fix: fixOf(name) } }];
    }),
  );
}

/** Source: "Runtime-included SDK versions" (AWS Lambda): Node.js 16 has version 2, later ones version 3. */
const FIRST_WITH_SDK_3 = 18;
const SDK_3 = '@aws-sdk/';

function fixOf(name: string) {
  return () =>
    name === 'aws-sdk'
      ? 'npm install aws-sdk // or move to @aws-sdk/client-*, which the runtime has'
      : `npm install ${name}`;
}

/** Those that the entry imports, and those that these import, as they are loaded themselves. */
export function filesLoadedFirst(
  { files, resolve }: Modules,
  entry: string,
): ReadonlySet<LinkedFile> {
  const first = files.get(entry);
  const all = new Set(first ? [first] : []);

  for (const { path, loads } of all) {
    for (const load of loads) {
      if (!isLoadedFirst(load)) continue;
      for (const file of resolve(path, load.specifier)) all.add(file);
    }
  }
  return all;
}

function isLoadedFirst({ node }: Load): boolean {
  return isRunFirst(node);
}

/** Whether it runs whenever its file is loaded: in no function, behind no condition, and with no `catch`. */
export function isRunFirst(node: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = parentOf(at)) {
    if (isFunction(at) || conditional.has(at.type)) return false;
  }
  return true;
}

const conditional: ReadonlySet<AnyNode['type']> = new Set([
  'CatchClause',
  'ConditionalExpression',
  'IfStatement',
  'LogicalExpression',
  'PropertyDefinition',
  'SwitchStatement',
  'TryStatement',
]);
