/** What every node has. Parent and scope are set when its file is linked. */
interface Placed {
  /** In UTF-16 units from the begin of the file. */
  readonly start: number;
  readonly end: number;
  parent: AnyNode | undefined;
  /** Known to scope.ts alone. */
  scope: object | undefined;
}

export interface Name extends Placed {
  readonly type: 'Name';
  readonly name: string;
}

/** A literal text or bytes, adjacent ones joined. */
export interface Text extends Placed {
  readonly type: 'Text';
  readonly value: string;
}

/** `f'…{x}…'`: literal parts are `Text`. */
export interface FormattedText extends Placed {
  readonly type: 'FormattedText';
  readonly parts: readonly Expression[];
  /** Those of its parts that only numbers can be: `{x:d}`. */
  readonly numbers: ReadonlySet<Expression>;
}

export interface NumberLiteral extends Placed {
  readonly type: 'Number';
  readonly value: string;
}

export interface Constant extends Placed {
  readonly type: 'Constant';
  readonly value: 'None' | 'True' | 'False' | '...';
}

export interface Attribute extends Placed {
  readonly type: 'Attribute';
  readonly object: Expression;
  readonly name: string;
}

export interface Subscript extends Placed {
  readonly type: 'Subscript';
  readonly object: Expression;
  readonly index: Expression;
}

export interface Slice extends Placed {
  readonly type: 'Slice';
  readonly parts: readonly Expression[];
}

export interface Call extends Placed {
  readonly type: 'Call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

export interface Argument extends Placed {
  readonly type: 'Argument';
  readonly name: string | undefined;
  readonly spread: '' | '*' | '**';
  readonly value: Expression;
}

/** Of two operands: sums, comparisons (`not in` and `is not` too), `and`, `or`. */
export interface Binary extends Placed {
  readonly type: 'Binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Placed {
  readonly type: 'Unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface Conditional extends Placed {
  readonly type: 'Conditional';
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** A `def` or a lambda, whose body is an expression. */
export interface FunctionNode extends Placed {
  readonly type: 'Function';
  readonly name: Name | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: Block | Expression;
  readonly decorators: readonly Expression[];
  readonly returns: Expression | undefined;
  readonly isAsync: boolean;
}

export interface Parameter extends Placed {
  readonly type: 'Parameter';
  readonly name: Name;
  /** `*name` is a list, `**name` a table. */
  readonly spread: '' | '*' | '**';
  readonly isKeywordOnly: boolean;
  readonly annotation: Expression | undefined;
  readonly otherwise: Expression | undefined;
}

export interface Sequence extends Placed {
  readonly type: 'Tuple' | 'List' | 'Set';
  readonly elements: readonly Expression[];
}

export interface Starred extends Placed {
  readonly type: 'Starred';
  readonly value: Expression;
}

export interface Dict extends Placed {
  readonly type: 'Dict';
  readonly entries: readonly DictEntry[];
}

/** Without a key, `**value`. */
export interface DictEntry extends Placed {
  readonly type: 'DictEntry';
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export interface Comprehension extends Placed {
  readonly type: 'Comprehension';
  readonly kind: 'list' | 'set' | 'dict' | 'generator';
  readonly element: Expression | DictEntry;
  readonly clauses: readonly Clause[];
}

export interface Clause extends Placed {
  readonly type: 'Clause';
  readonly target: Expression;
  readonly source: Expression;
  readonly tests: readonly Expression[];
}

export interface Await extends Placed {
  readonly type: 'Await';
  readonly value: Expression;
}

export interface Yield extends Placed {
  readonly type: 'Yield';
  readonly value: Expression | undefined;
  readonly isFrom: boolean;
}

/** `name := value` */
export interface NamedValue extends Placed {
  readonly type: 'NamedValue';
  readonly target: Expression;
  readonly value: Expression;
}

export type Expression =
  | Name
  | Text
  | FormattedText
  | NumberLiteral
  | Constant
  | Attribute
  | Subscript
  | Slice
  | Call
  | Binary
  | Unary
  | Conditional
  | FunctionNode
  | Sequence
  | Starred
  | Dict
  | Comprehension
  | Await
  | Yield
  | NamedValue;

export interface Block extends Placed {
  readonly type: 'Block';
  readonly body: readonly Statement[];
}

export interface ExpressionStatement extends Placed {
  readonly type: 'ExpressionStatement';
  readonly value: Expression;
}

/** `a = b = value`, `a: int = value`, `a: int`. */
export interface Assign extends Placed {
  readonly type: 'Assign';
  readonly targets: readonly Expression[];
  readonly annotation: Expression | undefined;
  readonly value: Expression | undefined;
}

export interface AugmentedAssign extends Placed {
  readonly type: 'AugmentedAssign';
  readonly target: Expression;
  /** `+=` */
  readonly operator: string;
  readonly value: Expression;
}

export interface Return extends Placed {
  readonly type: 'Return';
  readonly value: Expression | undefined;
}

export interface Raise extends Placed {
  readonly type: 'Raise';
  readonly values: readonly Expression[];
}

/** `del`, `assert`, and others that only evaluate. */
export interface Evaluate extends Placed {
  readonly type: 'Delete' | 'Assert';
  readonly values: readonly Expression[];
}

export interface Plain extends Placed {
  readonly type: 'Pass' | 'Break' | 'Continue';
}

export interface If extends Placed {
  readonly type: 'If';
  readonly test: Expression;
  readonly body: Block;
  readonly otherwise: Block | undefined;
}

export interface While extends Placed {
  readonly type: 'While';
  readonly test: Expression;
  readonly body: Block;
  readonly otherwise: Block | undefined;
}

export interface For extends Placed {
  readonly type: 'For';
  readonly target: Expression;
  readonly source: Expression;
  readonly body: Block;
  readonly otherwise: Block | undefined;
}

export interface With extends Placed {
  readonly type: 'With';
  readonly items: readonly WithItem[];
  readonly body: Block;
}

export interface WithItem extends Placed {
  readonly type: 'WithItem';
  readonly value: Expression;
  readonly target: Expression | undefined;
}

export interface Try extends Placed {
  readonly type: 'Try';
  readonly body: Block;
  readonly handlers: readonly Except[];
  readonly otherwise: Block | undefined;
  readonly finally: Block | undefined;
}

export interface Except extends Placed {
  readonly type: 'Except';
  readonly types: Expression | undefined;
  readonly name: Name | undefined;
  readonly body: Block;
}

export interface Match extends Placed {
  readonly type: 'Match';
  readonly subject: Expression;
  readonly cases: readonly Case[];
}

export interface Case extends Placed {
  readonly type: 'Case';
  readonly pattern: Pattern;
  readonly guard: Expression | undefined;
  readonly body: Block;
}

export interface Pattern extends Placed {
  readonly type: 'Pattern';
  readonly shape: 'value' | 'capture' | 'or' | 'list' | 'map' | 'class' | 'star';
  /** What it is compared with; of a class, the class. */
  readonly value: Expression | undefined;
  /** The name that takes what is matched. */
  readonly name: Name | undefined;
  readonly parts: readonly Pattern[];
  /** Of a map, one for each part. */
  readonly keys: readonly Expression[];
}

export interface ImportedName {
  readonly name: string;
  /** What it is called in the file. */
  readonly alias: string | undefined;
}

export interface Import extends Placed {
  readonly type: 'Import';
  readonly names: readonly ImportedName[];
}

export interface ImportFrom extends Placed {
  readonly type: 'ImportFrom';
  /** Dots before the module. */
  readonly level: number;
  readonly module: string;
  /** One named `*` stands for all. */
  readonly names: readonly ImportedName[];
}

export interface ScopeStatement extends Placed {
  readonly type: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}

export interface ClassNode extends Placed {
  readonly type: 'Class';
  readonly name: Name;
  readonly bases: readonly Argument[];
  readonly body: Block;
  readonly decorators: readonly Expression[];
}

export type Statement =
  | ExpressionStatement
  | Assign
  | AugmentedAssign
  | Return
  | Raise
  | Evaluate
  | Plain
  | If
  | While
  | For
  | With
  | Try
  | Match
  | Import
  | ImportFrom
  | ScopeStatement
  | FunctionNode
  | ClassNode;

export type AnyNode =
  | Expression
  | Statement
  | Block
  | Argument
  | Parameter
  | DictEntry
  | Clause
  | WithItem
  | Except
  | Case
  | Pattern;

export type NodeOf<T extends AnyNode['type']> = Extract<AnyNode, { readonly type: T }>;
