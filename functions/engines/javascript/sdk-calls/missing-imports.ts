import { roleOf } from '../known-packages.ts';
import { requestOf } from '../loads.ts';
import type { Modules } from '../modules.ts';
import { parentOf } from '../scope.ts';
import { isBuiltInModule, packageName, pathBeside } from '../specifier-meaning.ts';
import { isRunFirst } from '../starting.ts';
import { type AnyNode, childrenOf, fieldRead, isFunction } from '../syntax.ts';
import { isOfAws } from './foreign.ts';
import { isListed } from './packages.ts';

/** What there is besides the code: see `MissingImports`. */
export interface Surroundings {
  /** Whether the archive has a file. */
  readonly hasFile: (path: string) => boolean;
  /** Whether it has a package, wherever it lies. */
  readonly hasPackage: (name: string) => boolean;
  /** Whether code is a bundled package's, or may be. */
  readonly isOfPackage: (node: AnyNode) => boolean;
}

/**
 * Imports of what is neither in the archive nor a package that is known: a layer may have it, and code of the function's
 * own may be there, which calls anything.
 */
export class MissingImports {
  readonly #modules: Modules;
  readonly #around: Surroundings;

  constructor(modules: Modules, around: Surroundings) {
    this.#modules = modules;
    this.#around = around;
  }

  /** @param from the path of the file in which the node stands that imports it. */
  isMissing(specifier: string, from: string, node: AnyNode): boolean {
    // Bundled packages ask for optional ones in vain, and for files that the bundle holds.
    const isOptional = this.#around.isOfPackage(node) && !isRunFirst(node);

    if (isOptional || this.#isThere(specifier, from) || this.#isReplaced(from, node)) return false;

    return packageName(specifier) === undefined || !isDoneWithout(node);
  }

  #isThere(specifier: string, from: string): boolean {
    const module = specifier.replace(/^node:/, '');
    if (module === '' || isBuiltInModule(module)) return true;
    if (this.#modules.resolve(from, specifier).length > 0) return true;

    const name = packageName(specifier);
    if (name !== undefined) return this.#isKnown(name);
    return isPath.test(specifier) && this.#hasData(from, specifier);
  }

  #isKnown(name: string): boolean {
    return (
      this.#around.hasPackage(name) ||
      roleOf(name) !== undefined ||
      isOfAws(name) ||
      isListed(name) ||
      ofTheRuntime.has(name)
    );
  }

  /** A document or an addon calls nothing. */
  #hasData(from: string, specifier: string): boolean {
    if (/\.(?:json|node|wasm)$/.test(specifier)) return true;
    const path = specifier.startsWith(ROOT) ? specifier.slice(ROOT.length) : specifier;
    const base = pathBeside(path === specifier ? from : '', path);

    return (
      !specifier.startsWith('/opt/') &&
      dataEndings.some((end) => this.#around.hasFile(`${base}${end}`))
    );
  }

  /** Where it is not found, the `catch` around it imports a file that is. */
  #isReplaced(from: string, node: AnyNode): boolean {
    for (let at = node, up = parentOf(at); up; at = up, up = parentOf(at)) {
      if (up.type !== 'TryStatement' || up.block !== at || !up.handler) continue;

      return importsWithin(up.handler.body).some((specifier) => this.#isThere(specifier, from));
    }
    return false;
  }
}

/**
 * A package for which the code has no need: `try { convert = require('encoding') } catch {}`, and one that is only loaded
 * where it is developed. A path is no such package.
 */
function isDoneWithout(node: AnyNode): boolean {
  for (let at = node, up = parentOf(at); up; at = up, up = parentOf(at)) {
    if (up.type === 'TryStatement' && up.block === at && up.handler)
      return !some(up.handler.body, (each) => each.type === 'ThrowStatement');
    const test =
      up.type === 'IfStatement' || up.type === 'ConditionalExpression' ? up.test : undefined;
    if (test && test !== at && some(test, isOfStage)) return true;
  }
  return false;
}

function isOfStage(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && fieldRead(node) === 'NODE_ENV';
}

function some(root: AnyNode, is: (node: AnyNode) => boolean): boolean {
  const pending = [root];

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (is(node)) return true;
    if (!isFunction(node)) pending.push(...childrenOf(node));
  }
  return false;
}

/** Without those of functions in it. */
function importsWithin(block: AnyNode): readonly string[] {
  const found: string[] = [];
  const pending = [block];

  for (let node = pending.pop(); node; node = pending.pop()) {
    const specifier = requestOf(node);
    if (specifier !== undefined && isPath.test(specifier)) found.push(specifier);
    if (!isFunction(node)) pending.push(...childrenOf(node));
  }
  return found;
}

const ROOT = '/var/task/';
const isPath = /^(?:\.{1,2}(?:\/|$)|\/)/;
const dataEndings = ['.json', '.node', '/index.json', '/index.node'];

/** What Lambda brings, and names of types alone. */
const ofTheRuntime: ReadonlySet<string> = new Set(['aws-crt', 'aws-lambda']);
