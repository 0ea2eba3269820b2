import type { Severity } from '../../core/severity.ts';
import { argumentOf, hasUnseenArguments, isConstant, seen } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { argumentList } from './fixes/commands.ts';
import { loadSafely, loadYamlSafely, parseLiteral } from './fixes/loads.ts';
import { isBelowPackages } from './guard-imports.ts';
import { behindWord, has, oneStep } from './kinds.ts';
import { bindingOf } from './scope.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import type { Call, Expression } from './syntax.ts';
import { literalStart } from './text-shape.ts';
import type { Values } from './value.ts';

const shells: ReadonlySet<string> = new Set(
  'sh bash dash zsh ksh cmd cmd.exe powershell pwsh'.split(' '),
);

const runners =
  'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen';

/** What runs text as commands or as code, or makes objects of it. */
export const codeSinks: readonly NamedSink[] = [
  ...sinks(
    'command-injection',
    'os.system os.popen os.popen2 os.popen3 os.popen4 popen2.popen2 popen2.popen3 popen2.popen4',
    '0 command cmd',
    { when: isText, fix: argumentList },
  ),
  ...sinks(
    'command-injection',
    'subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput',
    '0 cmd',
    { fix: argumentList },
  ),
  ...sinks('command-injection', 'asyncio.create_subprocess_shell', '0 cmd', { fix: argumentList }),
  ...sinks('command-injection', runners, '0 args', {
    when: usesShell,
    severity: severityOfShell,
    fix: argumentList,
  }),
  ...sinks('command-injection', runners, '0 args', {
    when: isProgram,
    severity: severityOfProgram,
  }),
  ...sinks('command-injection', 'asyncio.create_subprocess_exec', '0 program'),
  ...sinks('command-injection', 'asyncio.create_subprocess_exec', '*', { when: execsShell }),
  ...sinks(
    'command-injection',
    'os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe',
    '0 path file',
  ),
  ...sinks(
    'command-injection',
    'os.spawnl os.spawnle os.spawnlp os.spawnv os.spawnve os.spawnvp',
    '1',
  ),
  ...sinks(
    'command-injection',
    'pexpect.spawn pexpect.run pexpect.spawnu pexpect.runu',
    '0 command',
    {
      fix: argumentList,
    },
  ),
  ...sinks('command-injection', 'paramiko.SSHClient.*.exec_command', '0 command', {
    title: 'SSHClient.exec_command',
  }),
  ...sinks('command-injection', 'fabric.Connection.*.run fabric.Connection.*.sudo', '0 command'),
  ...sinks('command-injection', "boto3.client('ssm').send_command", 'Parameters', {
    isDeep: true,
    title: 'ssm.send_command',
  }),
  ...sinks(
    'command-injection',
    'fabric.api.run fabric.api.local fabric.api.sudo sh.sh sh.bash',
    '0 command',
  ),

  ...sinks('event-code-execution', 'builtins.eval', '0', { fix: parseLiteral }),
  ...sinks('event-code-execution', 'builtins.exec builtins.execfile builtins.compile', '0 source'),
  ...sinks('event-code-execution', 'builtins.__import__ importlib.import_module', '0 name', {
    severity: severityOfImport,
  }),
  ...sinks('event-code-execution', 'imp.load_source imp.load_module imp.find_module', '0 name'),
  ...sinks('event-code-execution', 'runpy.run_module runpy.run_path', '0 mod_name path_name'),
  ...sinks('event-code-execution', 'importlib.util.spec_from_file_location', '1 location'),
  ...sinks('event-code-execution', 'code.InteractiveInterpreter().runsource', '0 source'),
  ...sinks('event-code-execution', 'code.InteractiveConsole().push', '0 line'),
  ...sinks(
    'event-code-execution',
    'jinja2.Template jinja2.environment.Template jinja2.sandbox.Template mako.template.Template',
    '0 source text',
  ),
  ...sinks('event-code-execution', 'jinja2.Environment.*.from_string', '0 source', {
    title: 'Environment.from_string',
  }),
  ...sinks(
    'event-code-execution',
    'flask.render_template_string flask.templating.render_template_string',
    '0 source',
  ),
  ...sinks('event-code-execution', 'django.template.Template tornado.template.Template', '0'),
  ...sinks('event-code-execution', 'django.template.engines[].from_string', '0'),
  ...sinks('event-code-execution', 'pandas.eval numexpr.evaluate', '0 expr ex'),
  ...sinks('event-code-execution', 'pandas.read_csv().query pandas.DataFrame().query', '0 expr'),
  ...sinks('event-code-execution', 'pandas.DataFrame().eval', '0 expr'),
  ...sinks('event-code-execution', 'sympy.sympify sympy.parsing.sympy_parser.parse_expr', '0 a s'),
  ...sinks(
    'event-code-execution',
    'timeit.timeit timeit.repeat cProfile.run profile.run',
    '0 stmt statement',
  ),

  ...sinks(
    'unsafe-deserialization',
    'pickle.loads cPickle.loads _pickle.loads dill.loads cloudpickle.loads marshal.loads pickle.load cPickle.load dill.load cloudpickle.load marshal.load joblib.load pandas.read_pickle',
    '0 data file filename filepath_or_buffer',
    { fix: loadSafely },
  ),
  ...sinks(
    'unsafe-deserialization',
    'pickle.Unpickler cPickle.Unpickler dill.Unpickler',
    '0 file',
    {
      fix: loadSafely,
    },
  ),
  ...sinks('unsafe-deserialization', 'jsonpickle.decode jsonpickle.loads', '0 string', {
    fix: loadSafely,
  }),
  ...sinks('unsafe-deserialization', 'shelve.open', '0 filename'),
  ...sinks('unsafe-deserialization', 'yaml.load yaml.load_all', '0 stream', {
    when: (call, values) => !hasSafeLoader(call, values),
    severity: (call, values) => (hasLoader(call, values, 'FullLoader') ? 'medium' : undefined),
    fix: loadYamlSafely,
  }),
  ...sinks(
    'unsafe-deserialization',
    'yaml.unsafe_load yaml.unsafe_load_all yaml.full_load yaml.full_load_all',
    '0 stream',
    { when: (call) => !/full_load/.test(nameOfCallee(call)), fix: loadYamlSafely },
  ),
  ...sinks('unsafe-deserialization', 'ruamel.yaml.YAML().load', '0 stream', {
    when: isUnsafeRuamel,
    title: 'YAML.load',
  }),
  ...sinks('unsafe-deserialization', 'numpy.load', '0 file', {
    when: (call) => isConstant(argumentOf(call, 2, 'allow_pickle'), 'True'),
  }),
  ...sinks('unsafe-deserialization', 'torch.load', '0 f', {
    when: (call) => !isConstant(argumentOf(call, undefined, 'weights_only'), 'True'),
  }),
];

/** `os.popen(['ls', x])` fails: it takes no list. */
function isText(call: Call): boolean {
  const given = seen(argumentOf(call, 0, 'command', 'cmd'));
  const first = given?.type === 'Binary' && given.operator === '+' ? seen(given.left) : given;

  return first?.type !== 'List' && first?.type !== 'Tuple' && first?.type !== 'Comprehension';
}

function nameOfCallee({ callee }: Call): string {
  return callee.type === 'Attribute' || callee.type === 'Name' ? callee.name : '';
}

/** `shell=True`, or a shell as the program: then its arguments are commands. */
function usesShell(call: Call): boolean {
  const shell = argumentOf(call, undefined, 'shell');

  return (
    (shell !== undefined && !isConstant(shell, 'False')) || isShellList(argumentOf(call, 0, 'args'))
  );
}

/**
 * `import_module(f'handlers.{name}')` and `import_module(name, package='handlers')` load a module of
 * one package, and no dots lead out of it.
 */
function severityOfImport(call: Call, values: Values, fact: Fact): Severity | undefined {
  const start = literalStart(argumentOf(call, 0, 'name')) ?? '';
  const isRelative = start.startsWith('.') && argumentOf(call, 1, 'package') !== undefined;
  if (isRelative || isBelowModule(start) || isPutBelow(fact)) return 'medium';
  if (isBelowPackages(fact, values)) return 'medium';

  return isOnlyLookedAt(call) ? 'high' : undefined;
}

/** Whether nothing of a module is called: `import_module(name).__file__`, `hasattr(module, 'run')`. */
function isOnlyLookedAt(call: Call): boolean {
  const { parent } = call;
  const isKept = parent?.type === 'Assign' && parent.value === call;
  const [target, ...others] = isKept ? parent.targets : [];
  if (!isKept) return isLook(call);
  if (target?.type !== 'Name' || others.length > 0) return false;

  return bindingOf(target)?.reads.every(isLook) ?? false;
}

function isLook(node: Expression): boolean {
  const { parent } = node;
  if (parent?.type === 'Argument') {
    const call = parent.parent;
    return call?.type === 'Call' && call.callee.type === 'Name' && call.callee.name === 'hasattr';
  }

  return parent?.type === 'Attribute' && /^__\w+__$/.test(parent.name);
}

/** Whether it was put behind the name of a module on its way. */
function isPutBelow(fact: Fact): boolean {
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { type } = at.node;
    const isText = type === 'FormattedText' || type === 'Binary';
    if (isText && isBelowModule(literalStart(at.node) ?? '')) return true;
    at = at.from;
  }
  return false;
}

/** Facts of which the texts are looked at. */
const MOST_STEPS = 40;

function isBelowModule(start: string): boolean {
  return start.endsWith('.') && /^\w[\w.]*$/.test(start);
}

/** Of a list that a shell gets, only the first is a command on Linux: the others are its `$1`. */
function severityOfShell(call: Call, _: Values, { path }: Fact): Severity | undefined {
  const isArgument = path.length === 1 && path[0] !== '0';

  return isArgument && !isShellList(argumentOf(call, 0, 'args')) ? 'medium' : undefined;
}

function isShellList(node: Expression | undefined): boolean {
  const list = seen(node);
  if (list?.type !== 'List' && list?.type !== 'Tuple') return false;

  const [program, flag] = list.elements;
  return isShell(program) && (constantText(flag) ?? '-c').startsWith('-');
}

function isShell(program: Expression | undefined): boolean {
  const path = constantText(program) ?? '';

  return shells.has(path.slice(path.lastIndexOf('/') + 1));
}

function execsShell(call: Call): boolean {
  return isShell(argumentOf(call, 0, 'program'));
}

/** Without a shell, only the program does harm: a text, or the first of the list. */
function isProgram(call: Call, _: Values, { path, safe }: Fact): boolean {
  if (usesShell(call)) return false;

  return path[0] === '0' || (path.length === 0 && (safe & behindWord) === 0);
}

/** Of a program that lies below an own folder, a caller can only choose which of those is run. */
function severityOfProgram(_: Call, __: Values, fact: Fact): Severity | undefined {
  const isStep = (fact.safe & oneStep) !== 0 && isJoined(fact);

  return has(fact.safe, 'path-traversal') || isStep ? 'medium' : undefined;
}

/** Whether it was put into a path: `os.path.join(folder, name)`, `folder / name`. */
function isJoined(fact: Fact): boolean {
  let at: Fact | undefined = fact;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const { node } = at;
    if (node.type === 'Binary' && node.operator === '/') return true;
    if (node.type === 'Call' && /^join(?:path)?$/.test(nameOfCallee(node))) return true;
    at = at.from;
  }
  return false;
}

/** Since PyYAML 5.4 `FullLoader` makes plain values only. */
function hasLoader(call: Call, values: Values, name: string): boolean {
  const loader = argumentOf(call, 1, 'Loader');

  return loader !== undefined && values.namesOf(loader).some((each) => each.endsWith(`.${name}`));
}

function hasSafeLoader(call: Call, values: Values): boolean {
  const loader = argumentOf(call, 1, 'Loader');
  if (!loader) return hasUnseenArguments(call);

  const written =
    loader.type === 'Attribute' || loader.type === 'Name' ? [loader.name] : values.namesOf(loader);
  return [...written, ...values.namesOf(loader)].some((name) =>
    /(?:^|\.)C?(?:Safe|Base)Loader$/.test(name),
  );
}

/** `YAML()` reads round trips safely; `YAML(typ='unsafe')` makes objects. */
function isUnsafeRuamel({ callee }: Call): boolean {
  const made = callee.type === 'Attribute' ? seen(callee.object) : undefined;

  return made?.type === 'Call' && constantText(argumentOf(made, undefined, 'typ')) === 'unsafe';
}
