import { type IsHere, isTelltale, type PlainFile } from '../flow/index.ts';
import { childrenOf } from './children-of.ts';
import {
  clientCalls,
  clientKeptUnder,
  importedBy,
  isClientMaker,
  isOfClient,
} from './clients-made.ts';
import { formats, hidesOptions, isCallWithText, isReadByName } from './hidden-ways.ts';
import { link } from './link.ts';
import { parsePython } from './parse.ts';
import { isPlainBuiltIn, isPlainField, isPlainModule } from './plain-names.ts';
import { isOfFiles, isOfPlainPackage, isPlainPackage, isRegistration } from './plain-packages.ts';
import { type Binding, bindingOf, type Definition } from './scope.ts';
import type {
  AnyNode,
  ClassNode,
  Expression,
  FunctionNode,
  ImportFrom,
  Name,
  NodeOf,
} from './syntax.ts';

/**
 * What a file of plain code does with clients of AWS; undefined where it may do more than its calls
 * show. Each rule names what may stand there, and anything else is no: a client stands under one name,
 * and only before a method; what is called is written in the archive, or of the runtime and harmless.
 *
 * @throws as `parsePython` does.
 */
export function plainFile(text: string, isHere: IsHere): PlainFile | undefined {
  const { module, faults } = parsePython(text);
  if (faults.length > 0) return undefined;

  const clients = new Set<Binding>();
  const taken = new Set<string>();
  const variables = new Set<string>();
  const packages = new Set<string>();
  let readsFiles = false;
  const pending: AnyNode[] = [link('', module).module];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (!isPlain(node, isHere)) return undefined;
    for (const name of namesTaken(node)) taken.add(name);
    readsFiles ||= isOfFiles(fieldOrOption(node)) || hidesOptions(node);
    for (const name of modulesTaken(node)) if (isPlainPackage(name)) packages.add(name);
    const variable = variableReadAt(node);
    if (variable !== undefined) variables.add(variable);
    if (isOfClient(node)) {
      const made = clientKeptUnder(node);
      if (!made) return undefined;
      clients.add(made);
    }
    pending.push(...childrenOf(node));
  }
  const calls = [...clients].map(clientCalls);

  if (!calls.every((each) => each !== undefined)) return undefined;

  const ofModule = [...clients].filter(({ scope }) => !scope.up);
  return {
    calls: calls.flat(),
    shared: ofModule.map(({ name }) => name),
    taken,
    variables,
    packages,
    readsFiles,
  };
}

function fieldOrOption(node: AnyNode): string {
  return (node.type === 'Attribute' || node.type === 'Argument' ? node.name : undefined) ?? '';
}

function modulesTaken(node: AnyNode): readonly string[] {
  if (node.type === 'Import') return node.names.map(({ name }) => name);

  return node.type === 'ImportFrom' && node.level === 0 ? [node.module] : [];
}

function namesTaken(node: AnyNode): readonly string[] {
  if (node.type === 'Attribute') return [node.name];

  return node.type === 'ImportFrom' ? node.names.map(({ name }) => name) : [];
}

function isPlain(node: AnyNode, isHere: IsHere): boolean {
  switch (node.type) {
    case 'Name':
      return !isTelltale(node.name) && isPlainName(node);
    case 'Text':
      return !isTelltale(node.value);
    case 'Number':
      return !isTelltale(node.value);
    case 'Attribute':
      return (
        !isTelltale(node.name) && (isPlainField(node.name) || isOwnField(node)) && !formats(node)
      );
    case 'Call':
      return isPlainCallee(node.callee);
    case 'Function':
      return node.decorators.every(isRegisteredBy);
    case 'Class':
      return node.decorators.length === 0;
    case 'Import':
      return node.names.every(
        ({ name, alias }) =>
          (isHere(name) || isPlainModule(name) || isOfPlainPackage(name)) &&
          !(alias && /^(?:boto3|botocore|os|urllib)\b/.test(name)),
      );
    case 'ImportFrom':
      return isPlainImport(node, isHere);
    default:
      return plainTypes.has(node.type);
  }
}

/** `self._name`, of a class that has it from no one else. */
function isOwnField({ name, object }: NodeOf<'Attribute'>): boolean {
  if (!/^_[a-z]/.test(name) || !isPlainField(name.slice(1))) return false;
  const of = bindingOf(object)?.definitions.map((one) =>
    one.kind === 'parameter' && one.index === 0 ? classAround(one.of) : undefined,
  );

  return of?.length === 1 && of.every((one) => one?.bases.every(({ value }) => isPlainBase(value)));
}

function classAround({ parent }: FunctionNode): ClassNode | undefined {
  return parent?.type === 'Block' && parent.parent?.type === 'Class' ? parent.parent : undefined;
}

function isPlainBase(base: Expression): boolean {
  return base.type === 'Name' && !bindingOf(base) && isPlainBuiltIn(base.name);
}

/** Without `with` and `match`, which give names to what others make, and `await`. */
const plainTypes: ReadonlySet<AnyNode['type']> = new Set([
  'Argument',
  'Assert',
  'Assign',
  'AugmentedAssign',
  'Binary',
  'Block',
  'Break',
  'Clause',
  'Comprehension',
  'Conditional',
  'Constant',
  'Continue',
  'Delete',
  'Dict',
  'DictEntry',
  'Except',
  'ExpressionStatement',
  'For',
  'FormattedText',
  'Global',
  'If',
  'List',
  'NamedValue',
  'Nonlocal',
  'Parameter',
  'Pass',
  'Raise',
  'Return',
  'Set',
  'Slice',
  'Starred',
  'Subscript',
  'Try',
  'Tuple',
  'Unary',
  'While',
]);

function isPlainImport({ level, module, names }: ImportFrom, isHere: IsHere): boolean {
  if (names.some(({ name }) => name === '*')) return false;
  if (module === 'string' && names.some(({ name }) => name === 'Formatter')) return false;
  if (level === 0 && module === 'os') {
    return names.every(({ name, alias }) => !alias && ['environ', 'getenv', 'path'].includes(name));
  }
  if (level === 0 && module === 'boto3') return false;

  const from = `${'.'.repeat(level)}${module}`;
  // What is there may be a module within it, which then runs, too.
  const areHere = names.map(({ name }) =>
    isHere(module === '' ? `${from}${name}` : `${from}.${name}`),
  );
  if ((module !== '' && isHere(from)) || (level === 0 && isPlainModule(module))) {
    return names.every(({ name }) => isPlainField(name));
  }
  if (areHere.every((isOne) => isOne)) return true;

  return level === 0 && names.every(({ name }) => isOfPlainPackage(module, name));
}

/** `@app.route('/')`, of what a name made that was imported. */
function isRegisteredBy(decorator: Expression): boolean {
  const callee = decorator.type === 'Call' ? decorator.callee : decorator;
  if (callee.type !== 'Attribute' || !isRegistration(callee.name)) return false;
  const [made, ...others] = bindingOf(callee.object)?.definitions ?? [];
  const isMade = made?.kind === 'value' && made.path.length === 0 && made.node.type === 'Call';

  return (
    isMade &&
    others.length === 0 &&
    bindingOf(made.node.callee)?.definitions.every(({ kind }) => kind === 'import') === true
  );
}

function isPlainName(node: Name): boolean {
  const binding = bindingOf(node);
  if (!binding) return isPlainBuiltIn(node.name);

  return binding.definitions.every((definition) => {
    switch (importedBy(definition)) {
      case 'boto3':
        return isClientMaker(node.parent);
      case 'os':
        return isPlainUseOfOs(node.parent);
      case 'os.environ':
        return isReadByName(node);
      case 'os.getenv':
        return isCallWithText(node);
      case 'botocore':
        return node.parent?.type === 'Attribute' && node.parent.name === 'exceptions';
      case 'urllib':
        return node.parent?.type === 'Attribute' && node.parent.name === 'parse';
      default:
        return true;
    }
  });
}

function isPlainUseOfOs(node: AnyNode | undefined): boolean {
  if (node?.type !== 'Attribute') return false;

  switch (node.name) {
    case 'environ':
      return isReadByName(node);
    case 'getenv':
      return isCallWithText(node);
    default:
      return node.name === 'path' || node.name === 'urandom';
  }
}

/** The variable that is read here: see `isReadByName`. */
function variableReadAt(node: AnyNode): string | undefined {
  if (node.type === 'Subscript') return isEnvironment(node.object) ? textIn(node.index) : undefined;
  if (node.type !== 'Call') return undefined;

  const { callee } = node;
  const isGet =
    callee.type === 'Attribute' && callee.name === 'get' && isEnvironment(callee.object);
  return isGet || isOfOs(callee, 'getenv') ? textIn(node.arguments[0]?.value) : undefined;
}

function isEnvironment(node: AnyNode): boolean {
  return isOfOs(node, 'environ');
}

/** Whatever else has that name counts, too. */
function isOfOs(node: AnyNode, name: string): boolean {
  if (node.type === 'Attribute') return node.name === name;

  return bindingOf(node)?.definitions.some((one) => importedBy(one) === `os.${name}`) ?? false;
}

function textIn(node: Expression | undefined): string | undefined {
  return node?.type === 'Text' ? node.value : undefined;
}

/** What is called is written in the archive, a method, or of the runtime. */
function isPlainCallee(callee: NodeOf<'Call'>['callee']): boolean {
  if (callee.type === 'Attribute') return true;
  if (callee.type !== 'Name') return false;

  const binding = bindingOf(callee);
  return !binding || (binding.definitions.length > 0 && binding.definitions.every(isPlainFunction));
}

function isPlainFunction(definition: Definition): boolean {
  if (definition.kind === 'value') return definition.node.type === 'Function';

  return ['function', 'class', 'import'].includes(definition.kind);
}
