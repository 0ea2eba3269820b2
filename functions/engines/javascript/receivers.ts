import type { FieldPath } from '../flow/index.ts';
import { isAnswering, isOfFramework } from './answers.ts';
import { isMethodOfData, passageThrough } from './built-ins.ts';
import { packageIn, roleOf } from './known-packages.ts';
import { baseOf } from './link.ts';
import { type Binding, bindingOf, parentOf } from './scope.ts';
import { isBuiltInModule, mayLoadCode } from './specifier-meaning.ts';
import { type AnyNode, fieldRead } from './syntax.ts';
import { moduleName, unnamedModule, type Value, type Values } from './value.ts';

/** What the event was given to, as far as that matters to what may come of it. */
export interface Receiver {
  /** As a reader knows it. */
  readonly name: string;
  /** `give it back`: as its result, or to functions of the code. */
  readonly may: 'anything' | 'give it back' | 'be anything';
}

/** What is called where no function of the code is. */
export class Receivers {
  readonly #values: Values;
  readonly #handlers: ReadonlySet<AnyNode>;
  readonly #servesRoutes: boolean;

  /** @param servesRoutes whether functions are followed that adapters hand the event to. */
  constructor(values: Values, handlers: readonly Value[], servesRoutes: boolean) {
    this.#values = values;
    this.#servesRoutes = servesRoutes;
    this.#handlers = new Set(
      handlers.flatMap((value) =>
        value.kind === 'function' || value.kind === 'wrapped' ? value.node : [],
      ),
    );
  }

  /** None of those that are known to do nothing with it that matters. */
  of(callee: AnyNode): readonly Receiver[] {
    const seen = this.#values.valuesOf(callee);

    return seen.length > 0
      ? seen.flatMap((value) => this.#ofValue(value, callee))
      : this.#ofUnknown(callee);
  }

  /** Whether it is a package of which nothing is known. */
  static isUnlisted(specifier: string): boolean {
    const name = packageIn(moduleName(specifier)) ?? '';

    return !isBuiltInModule(name) && receiverNamed(`module:${name}`)?.may === 'anything';
  }

  static shown(specifier: string): string {
    return shown(packageIn(moduleName(specifier)) ?? '');
  }

  #ofValue(value: Value, callee: AnyNode): readonly Receiver[] {
    switch (value.kind) {
      case 'name':
      case 'made': {
        if (isOfFramework(value.name)) {
          return isAnswering(value.name) ? [] : this.#ofUnknown(callee);
        }
        if (value.kind === 'made' && holders.has(value.name)) return this.#ofUnknown(callee);
        const isFollowed = value.kind === 'name' && passageThrough(value.name) !== undefined;
        const isServed = this.#servesRoutes && roleOf(packageIn(value.name) ?? '') === 'adapter';
        const receiver = isFollowed || isServed ? undefined : receiverNamed(value.name);
        const isModule = packageIn(value.name) !== undefined;
        const isHarmless = !isModule && receiver?.may !== 'anything' && this.#isOfLanguage(callee);
        return receiver && !isHarmless ? [receiver] : [];
      }
      case 'class':
        // Without a constructor of its own it takes what the class that it extends does.
        return value.node.superClass ? this.of(value.node.superClass) : [];
      case 'function':
      case 'wrapped':
        // Calls of it are followed, and templates are not.
        return parentOf(callee)?.type === 'TaggedTemplateExpression'
          ? [{ name: nameOf(callee), may: 'give it back' }]
          : [];
      default:
        return this.#ofUnknown(callee);
    }
  }

  #ofUnknown(callee: AnyNode): readonly Receiver[] {
    if (this.#isOfLanguage(callee) || this.#isOfLambda(callee)) return [];

    return [{ name: nameOf(callee), may: 'be anything' }];
  }

  /** `list.push()`, and what `new Promise` gives to its function. */
  #isOfLanguage(callee: AnyNode): boolean {
    if (callee.type === 'MemberExpression') return isMethodOfData(fieldRead(callee) ?? '');

    const function_ = parameterOf(bindingOf(callee))?.of;
    const made = function_ && parentOf(function_);
    return made?.type === 'NewExpression' && this.#values.namesOf(made.callee).includes('Promise');
  }

  /** The callback of a handler, its context, the stream that it answers by. */
  #isOfLambda(callee: AnyNode): boolean {
    const base = baseOf(callee);
    const parameter = parameterOf(base && bindingOf(base.node));

    const isGiven = parameter !== undefined && parameter.index > 0;
    return isGiven && this.#handlers.has(parameter.of) && isLambdaMethod(base?.path ?? []);
  }
}

/** Not what middleware puts there. Source: "AWS Lambda context object in Node.js", `stream.Writable`. */
function isLambdaMethod([field, ...more]: FieldPath): boolean {
  const own = ['done', 'fail', 'succeed', 'write', 'end', 'pipe', 'setContentType'];

  return field === undefined || (more.length === 0 && own.includes(field));
}

function parameterOf(binding: Binding | undefined) {
  const [definition] = binding?.definitions ?? [];

  return definition?.kind === 'parameter' ? definition : undefined;
}

/** A global, or what a module exports: see `Value`. */
function receiverNamed(name: string): Receiver | undefined {
  const module = packageIn(name);
  if (module === undefined) return globalNamed(name);
  if (name === unnamedModule) {
    return { name: 'a module whose name is made up as it runs', may: 'anything' };
  }
  if (runsPrograms.test(name)) return undefined;
  if (isBuiltInModule(module)) return builtInNamed(module);
  if (/^\.{1,2}\/.*\.json$/.test(module)) return undefined;

  const role = roleOf(module);
  if (role === 'receiver') return undefined;
  return { name: shown(module), may: role === undefined ? 'anything' : 'give it back' };
}

/** Each is a sink of its own: what it does with text, with arguments and with a shell is in its rows. */
const runsPrograms = /^module:child_process\.(?:exec|execFile|fork|spawn)(?:Sync)?$/;

function builtInNamed(module: string): Receiver | undefined {
  if (mayLoadCode(module)) return { name: module, may: 'anything' };

  return receivingModules.has(module) ? undefined : { name: module, may: 'give it back' };
}

/** Of Node: they send, store, show or compute, and call no function with what they are given. */
const receivingModules: ReadonlySet<string> = new Set(
  (
    'assert buffer console constants crypto dgram dns fs fs/promises http http2 https net os path ' +
    'perf_hooks process punycode querystring sqlite string_decoder tls tty url v8'
  ).split(' '),
);

function globalNamed(name: string): Receiver | undefined {
  const [root = name] = name.split('.');
  // A field of it that nothing names, and is called.
  if (root === 'globalThis' || root === 'global')
    return { name: `a field of ${root}`, may: 'anything' };

  return receivingGlobals.has(root) ? undefined : { name: shown(root), may: 'give it back' };
}

/** Globals that do as the modules above. Sinks are not among what is asked for here. */
const receivingGlobals: ReadonlySet<string> = new Set(
  (
    'AbortController AggregateError Array ArrayBuffer BigInt Blob Boolean Buffer DataView Date Error EvalError ' +
    'File FormData Function Headers Intl JSON Map Math Number Object Promise RangeError RegExp ' +
    'ReferenceError Request Response Set String Symbol SyntaxError TextDecoder TextEncoder ' +
    'TypeError URIError URL URLSearchParams Uint8Array WeakMap WeakRef WeakSet atob awslambda ' +
    'btoa console constructor crypto decodeURI decodeURIComponent encodeURI encodeURIComponent ' +
    'escape eval fetch import isFinite isNaN parseFloat parseInt performance process require ' +
    'setInterval setTimeout structuredClone unescape'
  ).split(' '),
);

/** What they made may be a function that was put into it. */
const holders: ReadonlySet<string> = new Set([
  'Array',
  'Map',
  'Object',
  'Promise',
  'Set',
  'WeakMap',
]);

/** `this.repository.save`; what is computed has no name to show. */
function nameOf(callee: AnyNode): string {
  const base = baseOf(callee);
  if (!base) return 'a function';
  const start = base.node.type === 'Identifier' ? base.node.name : 'this';

  return shown(
    [start, ...base.path.map((field) => (/^[#\w$]+$/.test(field) ? field : '…'))].join('.'),
  );
}

/** What others wrote may hold anything, and be as long as they like. */
function shown(name: string): string {
  const isPlain = /^[@\w$#./…~-]+$/.test(name);
  if (!isPlain) return 'what has no plain name';

  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** Characters. */
const LONGEST_NAME = 60;
