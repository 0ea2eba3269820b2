import { returnsOf } from '../members.ts';
import type { Modules } from '../modules.ts';
import { objectsOf, textOf } from '../options.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/** Of a method by a name that is made. */
const unnamed = '?';

/** What compilers make of decorators: `__decorate([UseGuards(A), Get('/orders')], B.prototype, 'list', null)`. */
export interface Decorated {
  readonly of: ClassNode;
  /** Of a method; undefined of the class itself. */
  readonly method: string | undefined;
  readonly decorators: readonly Decorator[];
}

export interface Decorator {
  /** Of a package, as in `Value`; undefined of one that is not followed. */
  readonly name: string | undefined;
  readonly given: readonly AnyNode[];
}

/** Whether a decorator is of a package of which each is known to open no route and to leave no mark that a guard reads. */
export function isQuiet({ name = '' }: Decorator): boolean {
  const [, of = ''] = /^module:((?:@[\w.-]+\/)?[\w-]+)/.exec(name) ?? [];

  return quiet.has(of) && !/\.(?:RequestMapping|SetMetadata)$/.test(name);
}

const quiet: ReadonlySet<string> = new Set(
  (
    '@nestjs/common @nestjs/swagger @nestjs/passport @nestjs/mongoose @nestjs/typeorm @nestjs/throttler @nestjs/schedule ' +
    '@nestjs/event-emitter @nestjs/platform-express @nestjs/cache-manager class-validator class-transformer'
  ).split(' '),
);

/** All of them that stand on methods and classes. */
export function decoratedIn({ files }: Modules, values: Values): readonly Decorated[] {
  return [...files.values()].flatMap(({ calls }) =>
    [...calls.values()].flat().flatMap((call) => decoratedBy(call, values)),
  );
}

function decoratedBy({ arguments: given }: CallNode, values: Values): readonly Decorated[] {
  const [list, owner, field] = given;
  if (list?.type !== 'ArrayExpression' || !owner) return [];
  const method = field === undefined ? undefined : (literalText(field) ?? unnamed);
  const wanted = field === undefined ? 'class' : 'prototype';
  const classes = values
    .valuesOf(owner)
    .flatMap((value) => (value.kind === wanted && 'body' in value.node ? [value.node] : []));
  const decorators = list.elements.flatMap((each) => (each ? decoratorsIn(each, values) : []));

  return [...new Set(classes)].flatMap((of) =>
    of.type === 'ClassDeclaration' || of.type === 'ClassExpression'
      ? [{ of, method, decorators }]
      : [],
  );
}

/** What a decorator is, or what one of the code's own is made of: `applyDecorators(…)`. */
function decoratorsIn(node: AnyNode, values: Values, depth = 0): readonly Decorator[] {
  const unseen = [{ name: undefined, given: [] }];
  if (!isCall(node) || depth > MOST_NESTED) return unseen;
  // Helpers of the compiler: what a parameter is, and of which type.
  if (isOfCompiler(node)) return [];
  const { callee, arguments: given } = node;
  const own = values.functionsOf(callee);
  if (own.length > 0) {
    const returned = own.flatMap((of) => returnsOf(of));
    return returned.length === 0
      ? unseen
      : returned.flatMap((each) => decoratorsIn(each, values, depth + 1));
  }
  const names = values.namesOf(callee);
  if (names.includes('module:@nestjs/common.applyDecorators')) {
    return given.flatMap((each) => decoratorsIn(each, values, depth + 1));
  }

  return [{ name: names[0], given }];
}

/** `__metadata('design:type', Function)`, `__param(0, Body())` */
function isOfCompiler({ arguments: [first, second] }: CallNode): boolean {
  if (literalText(first)?.startsWith('design:')) return true;

  return first?.type === 'Literal' && typeof first.value === 'number' && isCall(second);
}

/** A method of a class that is no static one. */
export function memberOf({ body }: ClassNode, name: string): FunctionNode | undefined {
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    const isIt = member.key.type === 'Identifier' && member.key.name === name && !member.computed;
    if (isIt && !member.static && member.value && isFunction(member.value)) return member.value;
  }
  return undefined;
}

/** The class that an expression stands for, whatever compilers put around it; undefined where it may be another. */
export function onlyClass(node: AnyNode, values: Values): ClassNode | undefined {
  const seen = values.valuesOf(node);
  const [only, ...others] = seen.flatMap((value) => (value.kind === 'class' ? [value.node] : []));
  const isElse = seen.some(
    (value) => value.kind !== 'class' && !(value.kind === 'made' && decorating.test(value.name)),
  );

  return others.length > 0 || isElse ? undefined : only;
}

/** The text that an expression stands for: a constant, in any file, or a field of one. */
export function sharedText(
  node: AnyNode | undefined,
  { files }: Modules,
  values: Values,
): string | undefined {
  const text = textOf(node);
  if (text !== undefined || node?.type !== 'MemberExpression') return text;
  const field = fieldRead(node);
  if (field === undefined) return undefined;
  const texts = [...files.values()].flatMap(({ scope }) =>
    (scope.names.get('exports')?.writes ?? []).flatMap(({ path, value }) =>
      path.length === 1 && path[0] === field ? (textOf(value) ?? []) : [],
    ),
  );
  const ofObject = objectsOf(values, node.object).flatMap(({ properties }) =>
    properties.flatMap((each) =>
      each.type === 'Property' && memberName(each) === field ? (textOf(each.value) ?? []) : [],
    ),
  );
  const [found, ...others] = new Set([...texts, ...ofObject]);

  return others.length === 0 ? found : undefined;
}

/** What the helpers of compilers return, of the runtime or of tslib. */
const decorating =
  /^(?:Reflect\.decorate|Object\.(?:getOwnPropertyDescriptor|defineProperty)|module:tslib\.__decorate)$/;

const MOST_NESTED = 4;
