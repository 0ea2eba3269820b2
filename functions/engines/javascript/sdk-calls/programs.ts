import { type AnyNode, type CallNode, constantText, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { textsOf } from './texts.ts';

/** Why a program that is run may call AWS; undefined for what runs none, or one that does not. */
export function programRun(node: NodeOf<'CallExpression'>, values: Values): string | undefined {
  const isRun = values
    .namesOf(node.callee)
    .some((name) => /^module:child_process\.(?:exec|execFile|spawn|fork)(?:Sync)?$/.test(name));
  const [command] = node.arguments;
  if (!isRun || !command) return undefined;

  const [first] = textsOf(command, values).flatMap(([start]) => start ?? []);
  if (!first || !('text' in first)) return 'a program is run whose name is made up as it runs';

  const [name = ''] = first.text.trim().split(/\s/);
  const program = name.slice(name.lastIndexOf('/') + 1);
  return mayCallAws(program)
    ? `the program ${program.slice(0, 60)} is run, which may call AWS`
    : undefined;
}

/** Shells, languages and the command line of AWS; a script of the package may do anything. */
function mayCallAws(program: string): boolean {
  return (
    /^(?:aws|sam|cdk|terraform|sh|bash|zsh|dash|node|npx|npm|python[\d.]*|ruby|perl|curl|java)$/.test(
      program,
    ) || /\.(?:sh|js|mjs|cjs|py|rb|pl)$/.test(program)
  );
}

/**
 * Why a module that no one can name may call AWS; undefined where a call loads none. What a text is run for (`eval`) is
 * a formula or a template, or calls what its sender likes: neither is what the code is there to call.
 */
export function hiddenCode(
  node: CallNode | NodeOf<'ImportExpression'>,
  values: Values,
): string | undefined {
  if (node.type === 'ImportExpression') {
    return constantText(node.source) === undefined ? moduleHidden(node, values) : undefined;
  }
  const name = node.arguments.at(-1);
  if (!name || constantText(name) !== undefined) return undefined;

  return values.namesOf(node.callee).includes('require') ? moduleHidden(node, values) : undefined;
}

/** Of `require(name)` and `import(name)`, where none of the archive is found. */
function moduleHidden(load: AnyNode, values: Values): string | undefined {
  return values.valuesOf(load).some(({ kind }) => kind === 'exports')
    ? undefined
    : 'a module is loaded whose name is made up as it runs';
}
