import { roleOf } from '../known-packages.ts';
import type { Modules } from '../modules.ts';
import { parentOf } from '../scope.ts';
import { isBuiltInModule, packageName, pathBeside } from '../specifier-meaning.ts';
import { isRunFirst } from '../starting.ts';
import type { AnyNode } from '../syntax.ts';
import { isOfAws } from './foreign.ts';
import { isListed } from './packages.ts';

/** What there is besides the code: see `MissingImports`. */
export interface Surroundings {
  /** Whether the archive has a file. */
  readonly hasFile: (path: string) => boolean;
  /** Whether it has a package, wherever it lies. */
  readonly hasPackage: (name: string) => boolean;
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
    const module = specifier.replace(/^node:/, '');
    if (module === '' || module.startsWith('#') || isBuiltInModule(module)) return false;
    if (this.#modules.resolve(from, specifier).length > 0) return false;
    const name = packageName(specifier);
    if (name !== undefined) return !this.#isKnown(name) && isRunFirst(node);

    return isPath.test(specifier) && !this.#hasData(from, specifier) && !isTried(node);
  }

  /** Packages within one that is bundled are often asked for in vain. */
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
}

const ROOT = '/var/task/';
const isPath = /^(?:\.{1,2}(?:\/|$)|\/)/;
const dataEndings = ['.json', '.node', '/index.json', '/index.node'];

/** What Lambda brings, and names of types alone. */
const ofTheRuntime: ReadonlySet<string> = new Set(['aws-crt', 'aws-lambda']);

/** `try { require('./local') } catch { … }` does without it. */
function isTried(node: AnyNode): boolean {
  for (let at = node, up = parentOf(at); up; at = up, up = parentOf(at)) {
    if (up.type === 'TryStatement' && up.block === at && up.handler) return true;
  }
  return false;
}
