import { answererOf, isChained } from './answers.ts';
import {
  idGiven,
  isOfGetters,
  literalOf,
  moduleIn,
  moduleParameters,
  packageRequired,
  tableOf,
  wrappedModule,
} from './bundled-modules.ts';
import { makesAsync, runBy } from './compiled-async.ts';
import { awaitedAt, endsOf } from './compiled-steps.ts';
import { exportsOf, wholeExports } from './exports.ts';
import { frameworkOf } from './frameworks.ts';
import { askedOfContainer } from './injected.ts';
import { packageIn, roleOf } from './known-packages.ts';
import { constantIn, outcomesOf, returnsOf } from './members.ts';
import type { Modules } from './modules.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { specifierPattern, specifierText } from './specifier-text.ts';
import {
  type AnyNode,
  calledName,
  constantText,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  type NodeOf,
} from './syntax.ts';
import {
  isModule,
  madeBy,
  moduleName,
  named,
  unnamedModule,
  type Value,
  type Values,
} from './value.ts';

type Call = NodeOf<'CallExpression'>;

const nothing: readonly Value[] = [];

/** What a call may result in. */
export function resultsOf(values: Values, modules: Modules, call: Call): readonly Value[] {
  const { callee } = call;
  const [first] = call.arguments;
  const names = values.namesOf(callee);
  const method = callee.type === 'MemberExpression' ? fieldRead(callee) : undefined;

  const run = runBy(call);
  if (run) return all(values, ...endsOf(run));
  const madeAsync = first && asyncOf(values, callee, first);
  if (madeAsync) return madeAsync;
  if (method === 'sent' && !first) {
    const awaited = awaitedAt(call);
    if (awaited.length > 0) return all(values, ...awaited);
  }
  if (names.includes('require')) return loadedModule(values, modules, first);
  if (names.includes('module:module.createRequire')) return [named('require')];
  if (callee.type === 'MemberExpression' && method === 'bind') {
    return values.valuesOf(callee.object);
  }
  if (names.includes('Reflect.get')) return fieldGiven(values, call);
  const asked = askedOfContainer(values, call);
  if (asked.length > 0) return asked;
  if (names.some((name) => promisers.has(name))) return all(values, first);
  if (names.some((name) => givingBack.has(name))) return all(values, first);

  const answered = names.filter(isChained).map((name) => named(answererOf(name)));
  if (answered.length > 0) return answered;

  const given = all(values, first);
  // A compiler's way to import: __toESM(require('vm')), or any other name that it has.
  if (given.some(isModule) && !names.some(isAdapter)) return given.filter(isModule);
  // Of what has only a name it is not known whether it is a function: most often it is an instance.
  if (names.includes('Object.getPrototypeOf')) return given.filter(({ kind }) => kind !== 'name');

  const bundled = bundledModule(values, modules, call);
  return bundled ?? ordinaryResults(values, call, given);
}

/** The generator that is made an async function, also as a runtime has marked it: `regeneratorRuntime.mark(f)`. */
function asyncOf(values: Values, callee: AnyNode, given: AnyNode): readonly Value[] | undefined {
  const helpers = values.functionsOf(callee);
  if (helpers.length === 0 || !helpers.every(makesAsync)) return undefined;

  return values
    .valuesOf(given)
    .map((value) => (value.kind === 'wrapped' ? { kind: 'function', node: value.node } : value));
}

function ordinaryResults(values: Values, call: Call, given: readonly Value[]): readonly Value[] {
  const { callee } = call;
  const [first] = call.arguments;
  const isThen = callee.type === 'MemberExpression' && fieldRead(callee) === 'then';
  const results = values
    .functionsOf(first && isThen ? first : callee)
    .flatMap((each) => returnsOf(each))
    .flatMap((result) => outcomesOf(result))
    .flatMap((result) =>
      values.valuesOf((isThen ? undefined : givenBack(values, result, call)) ?? result),
    );
  const isUnknown = results.length === 0 && !values.namesOf(callee).some(isAdapter);
  const seen = isUnknown ? given.filter(isObject) : results;
  const made =
    results.length > 0 ? nothing : values.valuesOf(callee).flatMap((value) => madeBy(value, call));

  return [...seen, ...filledWith(values, call, results), ...wrappedBy(values, call), ...made];
}

/**
 * The argument that a function returns as it is, of this very call; also out of what gives it back,
 * as esbuild's `(f, name) => Object.defineProperty(f, 'name', { value: name })` around every function.
 */
function givenBack(values: Values, result: AnyNode, call: Call): AnyNode | undefined {
  const returned = isGivingBack(values, result) ? result.arguments[0] : result;
  const [definition, ...others] = (returned && bindingOf(returned)?.definitions) ?? [];
  const isSame = definition?.kind === 'parameter' && definition.path.length === 0;
  const isOwn = isSame && scopeOf(result).function === definition.of && others.length === 0;

  return isOwn ? call.arguments[definition.index] : undefined;
}

function isGivingBack(values: Values, result: AnyNode): result is Call {
  return (
    result.type === 'CallExpression' &&
    values.namesOf(result.callee).some((name) => givingBack.has(name))
  );
}

/** What a helper copies into the empty object that it results in: `__toCommonJS(all)`. */
function filledWith(values: Values, call: Call, results: readonly Value[]): readonly Value[] {
  if (results.length === 0 || !results.every(isEmptyObject)) return nothing;

  return all(values, ...call.arguments)
    .filter(isObject)
    .map((value) => (isOfGetters(value.node) ? { ...value, kind: 'getters' as const } : value));
}

function isObject(value: Value): value is Extract<Value, { kind: 'object' }> {
  return value.kind === 'object';
}

function isEmptyObject(value: Value): boolean {
  if (value.kind === 'made') return value.name === 'Object.create';

  return value.kind === 'object' && value.node.properties.length === 0;
}

/** `wrap(f)`, and `wrap(f).use(g)`. */
function wrappedBy(values: Values, { callee, arguments: given }: Call): readonly Value[] {
  const before = callee.type === 'MemberExpression' ? values.valuesOf(callee.object) : nothing;

  return [...all(values, ...given), ...before].flatMap((value) =>
    value.kind === 'function' || value.kind === 'wrapped'
      ? { kind: 'wrapped', node: value.node, by: callee }
      : [],
  );
}

/** `Reflect.get(object, 'field')`. */
function fieldGiven(values: Values, { arguments: [object, field] }: Call): readonly Value[] {
  const name = constantText(field) ?? (field && constantIn(field));

  return name === undefined
    ? nothing
    : all(values, object).flatMap((value) => values.fieldOf(value, name));
}

/** What a specifier loads: own files, a package, or no one knows what. */
export function loadedModule(
  values: Values,
  modules: Modules,
  source: AnyNode | undefined,
): readonly Value[] {
  const specifier = specifierText(source);
  const pattern = specifier === undefined ? specifierPattern(source) : undefined;
  const from = source && scopeOf(source).file;
  const files =
    from === undefined
      ? []
      : [
          ...(specifier === undefined ? [] : modules.resolve(from, specifier)),
          ...(pattern ? modules.resolvePattern(from, pattern) : []),
        ];

  if (files.length === 0) {
    return [
      specifier === undefined
        ? { kind: 'made', name: unnamedModule }
        : named(moduleName(specifier)),
    ];
  }
  return files.flatMap((file): readonly Value[] => [
    { kind: 'exports', of: file.path },
    ...wholeExports(values, file.scope.names.get('module')),
  ]);
}

/** Of a bundle: `a()` of a wrapped module, `take(1)` of a table, `….then(take.bind(take, 1))`. */
function bundledModule(values: Values, modules: Modules, call: Call): readonly Value[] | undefined {
  const { callee } = call;
  const [first] = call.arguments;
  const wrapped = first ? undefined : wrappedModule(callee);
  const known = first ? nothing : knownPackage(call);
  if (wrapped) return [...known, ...exportsOfModule(values, wrapped)];
  if (known.length > 0) return known;
  if (!first) return ofGetter(values, callee);

  const isThen = callee.type === 'MemberExpression' && fieldRead(callee) === 'then';
  if (!isThen) {
    const registered = registeredModule(values, call);
    return registered
      ? exportsOfModule(values, registered)
      : takenFromTable(values, modules, callee, idGiven(call));
  }
  const isBound = first.type === 'CallExpression' && first.callee.type === 'MemberExpression';
  if (!isBound || fieldRead(first.callee as NodeOf<'MemberExpression'>) !== 'bind')
    return undefined;

  const { object } = first.callee as NodeOf<'MemberExpression'>;
  return takenFromTable(values, modules, object, idGiven(first));
}

/**
 * A package in a bundle that is known by name: its own code may be too much to follow. Not the clients
 * of AWS and the frameworks: what they do is looked for in the code.
 */
function knownPackage(call: Call): readonly Value[] {
  const specifier = packageRequired(call);
  const name = specifier === undefined ? undefined : moduleName(specifier);
  const role = name === undefined ? undefined : roleOf(packageIn(name) ?? '');
  const isKnown =
    role !== undefined && role !== 'adapter' && !/^module:@?(?:aws|smithy)\b/.test(name ?? '');

  return name !== undefined && isKnown ? [named(name)] : nothing;
}

function takenFromTable(
  values: Values,
  modules: Modules,
  take: AnyNode,
  id: string | undefined,
): readonly Value[] | undefined {
  if (id === undefined) return undefined;

  for (const function_ of values.functionsOf(take)) {
    const table = tableOf(function_);
    const module = table && (moduleIn(literalOf(table), id) ?? inChunks(values, modules, id));
    if (module) return exportsOfModule(values, module);
  }
  return undefined;
}

/** Of Parcel: `parcelRequire('id')` of `parcelRegister('id', (module, exports) => …)`, wherever that is. */
function registeredModule(values: Values, call: Call): FunctionNode | undefined {
  const name = calledName(call) ?? '';
  const id = /^parcelRequire\w*$/.test(name) ? literalText(call.arguments[0]) : undefined;
  if (id === undefined) return undefined;

  const registrations = [...values.callsOf('parcelRegister'), ...values.callsOf('register')];
  for (const { arguments: given } of registrations) {
    const [own, module] = given;
    if (literalText(own) === id && isFunction(module)) return module;
  }
  return undefined;
}

/** Of webpack: files beside that export tables of modules. */
function inChunks(values: Values, modules: Modules, id: string): FunctionNode | undefined {
  for (const { path } of modules.files.values()) {
    for (const name of chunkTables) {
      for (const value of exportsOf(values, modules, path, name)) {
        const module = value.kind === 'object' ? moduleIn(value.node, id) : undefined;
        if (module) return module;
      }
    }
  }
  return undefined;
}

const chunkTables = ['modules', '__webpack_modules__', '__webpack_esm_modules__'];

function exportsOfModule(values: Values, of: FunctionNode): readonly Value[] {
  return [{ kind: 'exports', of }, ...wholeExports(values, moduleParameters(of).module)];
}

/** `a()` where `a = require.n(module)`: the default of a module, or all of it. */
function ofGetter(values: Values, callee: AnyNode): readonly Value[] | undefined {
  const made = literalOf(callee);
  const isGetter =
    made !== callee &&
    isCall(made) &&
    made.callee.type === 'MemberExpression' &&
    fieldRead(made.callee) === 'n';
  const given = isGetter ? values.valuesOf(callee).filter(isModule) : nothing;

  return given.length > 0
    ? given.flatMap((value) => [value, ...values.fieldOf(value, 'default')])
    : undefined;
}

function all(values: Values, ...nodes: readonly (AnyNode | undefined)[]): readonly Value[] {
  return nodes.flatMap((node) => (node ? values.valuesOf(node) : nothing));
}

/** They result in the object that they are given. */
const givingBack: ReadonlySet<string> = new Set([
  'Object.defineProperties',
  'Object.defineProperty',
  'Object.freeze',
  'Object.preventExtensions',
  'Object.seal',
  'Object.setPrototypeOf',
]);

/** They make a function that does what the given one does, and promises the result. */
const promisers: ReadonlySet<string> = new Set([
  'module:util.promisify',
  'module:bluebird.promisify',
  'module:pify',
  'module:es6-promisify.promisify',
]);

/** Of a package that serves with what it is given, and gives none of it back. */
function isAdapter(name: string): boolean {
  return roleOf(packageIn(name) ?? '') === 'adapter' || frameworkOf(name) !== undefined;
}
