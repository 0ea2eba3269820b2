import type { AnyNode } from './syntax.ts';

/**
 * Whether a statement is a helper of esbuild's as esbuild writes it, to the letter but for spaces and comments:
 * what it does with how properties are made is known then.
 *
 * @param text of the file that the statement is in.
 */
export function isBundlerHelper(statement: AnyNode, text: string): boolean {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return false;
  const [declared] = statement.declarations;
  const { start, end } = statement;
  if (declared?.id.type !== 'Identifier' || !declared.id.name.startsWith('__')) return false;

  return end - start <= MOST_CHARACTERS && helpers.has(withoutSpaces(text.slice(start, end)));
}

/** Whether a statement makes a helper of esbuild's, by its name, small as these are: it may be of another version. */
export function isMakerOfBundler(statement: AnyNode): boolean {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return false;
  const [declared] = statement.declarations;
  const { start, end } = statement;

  return (
    declared?.id.type === 'Identifier' &&
    named.has(declared.id.name) &&
    end - start <= MOST_CHARACTERS
  );
}

/** Of a helper that others are made of, the name: with it, code changes what other code does. */
export function isInnerHelper(name: string): boolean {
  return inner.has(name);
}

const inner: ReadonlySet<string> = new Set([
  '__create',
  '__defProp',
  '__getOwnPropDesc',
  '__getOwnPropNames',
  '__getProtoOf',
  '__hasOwnProp',
  '__copyProps',
]);

const named: ReadonlySet<string> = new Set([
  ...inner,
  ...'__async __commonJS __defNormalProp __esm __export __name __objRest __publicField __reExport'.split(
    ' ',
  ),
  ...'__spreadProps __spreadValues __toCommonJS __toESM'.split(' '),
]);

const MOST_CHARACTERS = 1000;

/** Its own comments are lines. */
function withoutSpaces(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('//'))
    .join('')
    .replaceAll(/\s/g, '');
}

/** Source: `internal/runtime/runtime.go` of esbuild, as its versions 0.14 to 0.28 print it. */
const helpers: ReadonlySet<string> = new Set(
  [
    'var __create = Object.create;',
    'var __defProp = Object.defineProperty;',
    'var __getOwnPropDesc = Object.getOwnPropertyDescriptor;',
    'var __getOwnPropNames = Object.getOwnPropertyNames;',
    'var __getProtoOf = Object.getPrototypeOf;',
    'var __hasOwnProp = Object.prototype.hasOwnProperty;',
    'var __name = (target, value) => __defProp(target, "name", { value, configurable: true });',
    'var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };',
    'var __copyProps = (to, from, except, desc) => { if (from && typeof from === "object" || typeof from === "function") { for (let key of __getOwnPropNames(from)) if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable }); } return to; };',
    'var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps( isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target, mod ));',
    'var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);',
  ].map(withoutSpaces),
);
