import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type AnyNode, type Expression, type NewExpression, Parser } from 'acorn';

/** A regular expression that stands in the source. */
export interface WrittenPattern extends PlaceInSource {
  readonly source: string;
  readonly flags: string;
}

export interface PlaceInSource {
  /** From the root of the repository. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

export interface RegularExpressions {
  readonly written: readonly WrittenPattern[];
  /** Where one is made of what does not stand in the source. */
  readonly composed: readonly PlaceInSource[];
}

const ROOT = join(import.meta.dirname, '../..');

/** What may meet foreign text. */
const FOLDERS = ['bin', 'cli', 'functions', 'lib'];

/** Every regular expression of the product. */
export function regularExpressions(): RegularExpressions {
  const paths = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.{ts,mjs}`, { cwd: ROOT }));
  const all = paths
    .toSorted()
    .map((path) => patternsIn(path, readFileSync(join(ROOT, path), 'utf8')));

  return {
    written: all.flatMap(({ written }) => written),
    composed: all.flatMap(({ composed }) => composed),
  };
}

/** Those of one file, in TypeScript. */
export function patternsIn(path: string, text: string): RegularExpressions {
  const written: WrittenPattern[] = [];
  const composed: PlaceInSource[] = [];

  // Types become blanks, so that lines stay where they are.
  const program = Parser.parse(stripTypeScriptTypes(text), {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    allowHashBang: true,
  });
  for (const node of nodesOf(program)) {
    const at = { path, line: node.loc?.start.line ?? 0 };
    if (node.type === 'Literal' && node.regex) {
      written.push({ ...at, source: node.regex.pattern, flags: node.regex.flags });
    } else if (isMaking(node)) {
      const [source, flags = ''] = node.arguments.map((each) => textOf(each));
      if (source === undefined) composed.push(at);
      else written.push({ ...at, source, flags });
    }
  }
  return { written, composed };
}

export function literalOf({ source, flags }: Pick<WrittenPattern, 'source' | 'flags'>): string {
  return `/${source}/${flags}`;
}

/**
 * Whether nothing in it is repeated without an end. Of such a pattern each place of a text takes as
 * long as any other, so that the time is linear; how long that is at most, is measured.
 */
export function isBounded(source: string): boolean {
  const bare = source.replaceAll(/\\./gs, 'x').replaceAll(/\[[^\]]*\]/g, 'x');

  return !/[*+]|\{\d+,\}/.test(bare);
}

function* nodesOf(root: AnyNode): Generator<AnyNode> {
  const pending: unknown[] = [root];

  while (pending.length > 0) {
    const next = pending.pop();
    if (isNode(next)) yield next;
    if (typeof next === 'object' && next !== null && !(next instanceof RegExp)) {
      pending.push(...Object.values(next));
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isMaking(node: AnyNode): node is NewExpression {
  const isCall = node.type === 'NewExpression' || node.type === 'CallExpression';

  return isCall && node.callee.type === 'Identifier' && node.callee.name === 'RegExp';
}

function textOf(node: Expression | { readonly type: 'SpreadElement' }): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}
