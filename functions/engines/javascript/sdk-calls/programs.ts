import type { NodeOf } from '../syntax.ts';
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
