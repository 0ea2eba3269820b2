import { constantText } from '../constant-text.ts';
import type { Resolver } from '../resolver.ts';
import type { Call, Expression } from '../syntax.ts';
import { sourcesOf } from './sources.ts';
import { textsOf } from './texts.ts';

/** Why a program that is run may call AWS; undefined for what runs none, or one that does not. */
export function programRun(node: Call, values: Resolver): string | undefined {
  const isRun = values
    .namesOf(node.callee)
    .some((name) =>
      /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen))$/.test(
        name,
      ),
    );
  const [command] = node.arguments;
  if (!isRun || !command) return undefined;

  const text = sourcesOf(command.value, values).map((source) => firstOf(source, values));
  const [first] = text;
  if (first === undefined) return 'a program is run whose name is made up as it runs';

  const [name = ''] = first.trim().split(/\s/);
  const program = name.slice(name.lastIndexOf('/') + 1);
  return mayCallAws(program)
    ? `the program ${program.slice(0, 60)} is run, which may call AWS`
    : undefined;
}

/** Of `['aws', 's3']`, of `'aws s3'` and of `f'aws {command}'`. */
function firstOf(source: Expression, values: Resolver): string | undefined {
  const first = source.type === 'List' || source.type === 'Tuple' ? source.elements[0] : source;
  if (!first) return undefined;

  const [part] = constantText(first) === undefined ? (textsOf(first, values)[0] ?? []) : [];
  return constantText(first) ?? (part && 'text' in part ? part.text : undefined);
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
 * Why code that no one can name may call AWS; undefined where a call runs none. What a text is run for (`eval`) is a formula, or
 * calls what its sender likes: neither is what the code is there to call.
 */
export function hiddenCode(node: Call, values: Resolver): string | undefined {
  const names = values.namesOf(node.callee);
  const [first] = node.arguments;
  const isConstant = constantText(first?.value) !== undefined;

  if (names.some((name) => runners.has(name)))
    return 'code is run whose name is made up as it runs';
  return names.some((name) => loaders.has(name)) && !isConstant
    ? 'a module is loaded whose name is made up as it runs'
    : undefined;
}

const runners: ReadonlySet<string> = new Set(['runpy.run_path', 'runpy.run_module']);

const loaders: ReadonlySet<string> = new Set([
  'importlib.import_module',
  'builtins.__import__',
  'importlib.util.spec_from_file_location',
]);
