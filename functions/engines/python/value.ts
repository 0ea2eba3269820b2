import type { FoundModule } from './modules.ts';
import type { Binding } from './scope.ts';
import type {
  AnyNode,
  Attribute,
  Call,
  ClassNode,
  Expression,
  FunctionNode,
  NodeOf,
} from './syntax.ts';

/** What an expression may stand for, as far as it matters who is called. */
export type Value =
  /** Its first `taken` parameters are given already: `self`, or what `partial` has taken. */
  | { readonly kind: 'function'; readonly node: FunctionNode; readonly taken: number }
  | { readonly kind: 'class' | 'instance'; readonly node: ClassNode }
  | { readonly kind: 'module'; readonly of: FoundModule }
  | { readonly kind: 'dict'; readonly node: NodeOf<'Dict'> }
  | { readonly kind: 'list'; readonly node: NodeOf<'List' | 'Tuple' | 'Set'> }
  /**
   * What is not in the archive, by its full name: `os.system`, `builtins.eval`. What it returns has
   * brackets behind it: `sqlite3.connect().cursor`; that of `boto3.client` has what it was asked
   * for: `boto3.client('s3')`.
   */
  | { readonly kind: 'name'; readonly name: string };

/** Where a function is called, or a property read. */
export interface Site {
  readonly node: Call | NodeOf<'Attribute'>;
  /** Its parameter n gets the argument n - taken. */
  readonly taken: number;
}

/** Looks backwards, from an expression to what it may stand for. */
export interface Values {
  /** Counts steps of who reads code beside it, one unless it says how many. @throws CodeNotAnalysed when there are none left. */
  spend(steps?: number): void;
  /** Whether the code is run by Python 2. */
  readonly isPython2: boolean;
  /** What a name was set to once, here or in the file that it is imported from; the expression itself otherwise. */
  writtenAs(node: Expression): Expression;
  /** Empty when it is not known. */
  valuesOf(node: Expression): readonly Value[];
  fieldOf(value: Value, field: string): readonly Value[];
  /** Those that a call of the expression may run; of a class, its `__init__`. */
  functionsOf(node: Expression): readonly (Value & { kind: 'function' })[];
  /** What is not in the archive that the expression may be. */
  namesOf(node: Expression): readonly string[];
  sitesOf(node: FunctionNode): readonly Site[];
  /** Whether Lambda or a framework calls it, beside its sites. */
  isStarted(node: FunctionNode): boolean;
  noteStarted(node: FunctionNode): void;
  /** Whether something of its name is handed on, renamed or asked for by name: then not all of its calls are known. */
  isHandedOn(node: FunctionNode): boolean;
  /** What was put into `name.field`. */
  written(binding: Binding, field: string): readonly Value[];
  /** Classes of the archive that extend one, directly. */
  subclassesOf(node: ClassNode): readonly ClassNode[];
  /** Calls in any file by the name that is called: `f` of `f()` and of `o.f()`. */
  callsOf(name: string): readonly Call[];
  /** Attributes in any file by their name: `f` of `o.f`, read, set or called. */
  attributesOf(name: string): readonly Attribute[];
}

/** One of each. */
export function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;

  const seen = new Map<string, Set<unknown>>();
  return values.filter((value) => {
    const key = value.kind === 'function' ? `function ${value.taken}` : value.kind;
    const known = seen.get(key) ?? new Set();
    const identity = identityOf(value);

    if (known.has(identity)) return false;
    seen.set(key, known.add(identity));
    return true;
  });
}

export function identityOf(value: Value): unknown {
  switch (value.kind) {
    case 'name':
      return value.name;
    case 'module':
      return value.of.path;
    default:
      return value.node;
  }
}

export function named(name: string): Value {
  return { kind: 'name', name };
}

/** Longer ones are made to waste time. */
const LONGEST_NAME = 200;

/** What a call of it, an element or a field of it is called. */
export function partOf(name: string, part: string): readonly Value[] {
  const whole = name + part;

  return whole.length > LONGEST_NAME ? [] : [named(whole)];
}

export function isFunctionNode(node: AnyNode | undefined): node is FunctionNode {
  return node?.type === 'Function';
}
