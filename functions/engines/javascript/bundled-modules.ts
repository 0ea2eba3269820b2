import type { LinkedFile } from './link.ts';
import { type Binding, bindingOf, parentOf, scopeOf } from './scope.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
  type NodeOf,
} from './syntax.ts';

/** What a function that a bundler made of a module fills, in whichever order it takes them. */
export interface ModuleParameters {
  readonly exports: readonly Binding[];
  readonly module: Binding | undefined;
}

/**
 * Of `(exports, module)`, as esbuild and Rolldown make it, or of `(module, exports, require)`, as
 * webpack, ncc and Parcel do: `module` is the one whose `exports` are named.
 */
export function moduleParameters(of: FunctionNode): ModuleParameters {
  const known = knownParameters.get(of);
  if (known) return known;

  const bindings = of.params.slice(0, 2).flatMap((parameter) => bindingOf(parameter) ?? []);
  const module = bindings.find(namesExports);
  const parameters = { module, exports: bindings.filter((binding) => binding !== module) };
  knownParameters.set(of, parameters);
  return parameters;
}

/** Each node in a module asks for them, and `exports` may be named thousands of times. */
const knownParameters = new WeakMap<FunctionNode, ModuleParameters>();

function namesExports({ reads }: Binding): boolean {
  return reads.some((read) => {
    const member = parentOf(read);
    return member?.type === 'MemberExpression' && fieldRead(member) === 'exports';
  });
}

/**
 * The module of `var a = wrap((exports, module) => …)` or `wrap({ path(exports, module) {…} })`, of
 * which `a()` gives what it exports.
 */
export function wrappedModule(callee: AnyNode): FunctionNode | undefined {
  const [definition] = bindingOf(callee)?.definitions ?? [];
  const made = definition?.kind === 'value' ? definition.node : callee;
  if (made.type !== 'CallExpression') return undefined;

  const [first] = made.arguments;
  const property = first?.type === 'ObjectExpression' ? first.properties[0] : undefined;
  const body = property?.type === 'Property' ? property.value : first;
  return isFunction(body) && isModule(body) ? body : undefined;
}

/**
 * What the module of `wrap({ "node_modules/lodash/lodash.js"(exports, module) {…} })` would be asked for
 * by, where the path that a bundler noted is that of a package: `lodash`, `uuid/v4`. Undefined within
 * another package, which knows its own files by their paths.
 */
export function packageRequired(call: NodeOf<'CallExpression'>): string | undefined {
  const [definition] = bindingOf(call.callee)?.definitions ?? [];
  const made = definition?.kind === 'value' ? definition.node : undefined;
  const [first, ...more] = made?.type === 'CallExpression' ? made.arguments : [];
  if (first?.type !== 'ObjectExpression' || first.properties.length !== 1 || more.length > 0)
    return undefined;

  const specifier = specifierOf(keyOf(first.properties[0]) ?? '');
  return specifier === undefined || isInPackage(call) ? undefined : specifier;
}

function keyOf(property: AnyNode | undefined): string | undefined {
  return property?.type === 'Property' && isFunction(property.value)
    ? memberName(property)
    : undefined;
}

/** Of `../node_modules/.pnpm/a@1/node_modules/a/dist/index.js` it is `a`. */
function specifierOf(path: string): string | undefined {
  const at = path.lastIndexOf(FOLDER);
  if (at < 0 || (at > 0 && path[at - 1] !== '/')) return undefined;
  const [, name, file = ''] = packageFile.exec(path.slice(at + FOLDER.length)) ?? [];
  if (name === undefined) return undefined;

  const isMain = file.includes('/') || /^(?:index|main)$/.test(file) || file === name;
  return isMain ? name : `${name}/${file}`;
}

const FOLDER = 'node_modules/';

const packageFile = /^((?:@[\w.-]{1,60}\/)?[\w-][\w.-]{0,100})\/([^\n]{1,300})\.[cm]?js$/;

function isInPackage(node: AnyNode): boolean {
  for (let at: AnyNode | undefined = node; at; at = parentOf(at)) {
    if (keyOf(at)?.includes(FOLDER)) return true;
  }
  return false;
}

/** Whether a function fills what it is given as a module does. */
export function isModule(of: FunctionNode): boolean {
  if (of.params.length === 0 || of.params.length > 3) return false;
  const { module, exports } = moduleParameters(of);

  return module !== undefined || exports.some(isFilled);
}

function isFilled({ writes, reads }: Binding): boolean {
  return writes.some(({ path }) => path.length > 0) || reads.some(isFirstGiven);
}

/** `__export(exports, …)`, `Object.defineProperty(exports, …)`. */
function isFirstGiven(read: AnyNode): boolean {
  const call = parentOf(read);

  return isCall(call) && call.arguments[0] === read && call.arguments.length > 1;
}

/** What `take(id)` takes modules from, if that is all that the function does: `table[id](module, …)`. */
export function tableOf({ params: [id] }: FunctionNode): AnyNode | undefined {
  const reads = (id && bindingOf(id)?.reads) ?? [];

  for (const read of reads) {
    const member = parentOf(read);
    if (member?.type !== 'MemberExpression' || !member.computed || member.property !== read)
      continue;
    if (isRun(member)) return member.object;
  }
  return undefined;
}

/** `member(module, exports, require)`, or the same by `call`. */
function isRun(member: AnyNode): boolean {
  const around = parentOf(member);
  if (isCall(around)) return around.callee === member && around.arguments.length >= 2;
  if (around?.type !== 'MemberExpression' || fieldRead(around) !== 'call') return false;

  const call = parentOf(around);
  return isCall(call) && call.callee === around && call.arguments.length >= 3;
}

/**
 * What a module in a table is given to take others by: the function that takes modules from this
 * very table, or, for a table of a file of its own, all such functions.
 *
 * @param takers as `takersIn` finds them
 */
export function takersFor(
  module: FunctionNode,
  takers: readonly FunctionNode[],
): readonly FunctionNode[] {
  const entry = parentOf(module);
  const table = entry?.type === 'Property' ? parentOf(entry) : entry;
  if (table?.type !== 'ObjectExpression' && table?.type !== 'ArrayExpression') return [];

  const own = takers.filter((taker) => literalOf(tableOf(taker) ?? taker) === table);
  return own.length > 0 ? own : takers;
}

/** Functions that take modules from tables. Such a call has no name. */
export function takersIn(files: Iterable<LinkedFile>): readonly FunctionNode[] {
  const unnamed = [...files].flatMap(({ calls }) => [
    ...(calls.get('') ?? []),
    ...(calls.get('call') ?? []),
  ]);

  return unnamed.flatMap((call) => {
    const { function: of } = scopeOf(call);
    return of && of.params.length === 1 && tableOf(of) ? [of] : [];
  });
}

/** The module of an id in a table, which is an object or a list. */
export function moduleIn(table: AnyNode, id: string): FunctionNode | undefined {
  const entry =
    table.type === 'ArrayExpression' ? table.elements[Number(id)] : propertyOf(table, id);

  return isFunction(entry ?? undefined) ? (entry as FunctionNode) : undefined;
}

function propertyOf(table: AnyNode, id: string): AnyNode | undefined {
  if (table.type !== 'ObjectExpression') return undefined;

  for (const property of table.properties) {
    if (property.type === 'Property' && memberName(property) === id) return property.value;
  }
  return undefined;
}

/** The literal that a name was made with, or the node itself. */
export function literalOf(node: AnyNode): AnyNode {
  const [definition] = bindingOf(node)?.definitions ?? [];
  if (definition?.kind === 'parameter') {
    // Of webpack 4: (function (modules) {…})([…]).
    const call = parentOf(definition.of);
    const isRunAtOnce = isCall(call) && call.callee === definition.of;
    return (isRunAtOnce && call.arguments[definition.index]) || node;
  }
  const isPlain = definition?.kind === 'value' && definition.path.length === 0;

  return isPlain ? definition.node : node;
}

/** The id of `take(id)`, and of `take.bind(take, id)`. */
export function idGiven(call: NodeOf<'CallExpression'>): string | undefined {
  const [first, second] = call.arguments;
  const given = calledName(call) === 'bind' ? second : first;

  // Of webpack 4, which notes the first: take((take.s = 0)).
  return literalText(given?.type === 'AssignmentExpression' ? given.right : given);
}

/** Whether an object has nothing but getters: `{ name: () => value }`. */
export function isOfGetters({ properties }: NodeOf<'ObjectExpression'>): boolean {
  return (
    properties.length > 0 &&
    properties.every(
      (property) =>
        property.type === 'Property' &&
        property.kind === 'init' &&
        property.value.type === 'ArrowFunctionExpression' &&
        property.value.params.length === 0 &&
        property.value.body.type !== 'BlockStatement',
    )
  );
}
