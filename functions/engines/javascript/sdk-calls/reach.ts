import { baseOf } from '../link.ts';
import { holderOf } from '../members.ts';
import type { Modules } from '../modules.ts';
import { bindingOf, type Definition, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type ClassNode,
  childrenOf,
  constantText,
  type FunctionNode,
  fieldRead,
  isCall,
  isClass,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { isGetter, isPlainGetter, isRunBySyntax } from './by-syntax.ts';
import { Doubts } from './doubts.ts';
import { isExport, isExportGetter } from './exported-places.ts';
import { functionsHeldBy, wholeOf } from './handed-out.ts';
import { HeldAtTop } from './held-at-top.ts';
import { isMentioned } from './mentioned.ts';
import { setsName } from './named-function.ts';

/** Who looks at the code that may run. */
export interface Visitor {
  /** Each node of it, once. @returns whether it is a call that is known, so that what is called is not looked into. */
  visit(node: AnyNode): boolean;
  /** Whether what stands in the class or function is looked into, when it is used. */
  enters(node: ClassNode | FunctionNode): boolean;
}

/**
 * The code that may run once a module is loaded and its handler called. A function may run that is
 * called, or mentioned, by code that may run; where a method is called of what is not known, each of
 * that name. What is only exported, under another name than the handler's, does not.
 */
export class Reach {
  readonly #values: Values;
  readonly #visitor: Visitor;
  readonly #pending: AnyNode[] = [];
  readonly #seen = new Set<AnyNode>();
  readonly #used = new Set<Definition>();
  readonly #usedIn = new Set<AnyNode>();
  readonly #loaded = new Set<ClassNode>();
  /** Functions that a field holds, by its name, as long as none of that name is asked for. */
  readonly #held = new Map<string, AnyNode[]>();
  readonly #wanted = new Set<string>();
  readonly #top = new HeldAtTop();
  readonly #doubts: Doubts;

  constructor(values: Values, visitor: Visitor) {
    this.#values = values;
    this.#visitor = visitor;
    this.#doubts = new Doubts(values);
  }

  /** @param handlers what Lambda calls, and the expressions that the handler was made by. */
  run({ files }: Modules, handlers: readonly AnyNode[]): void {
    for (const { program } of files.values()) this.#enter(program);
    for (const handler of handlers) this.#use(handler);

    this.#walkAll();
  }

  /** What may run besides, in a way that is not followed: after `run`. */
  runDoubtful(modules: Modules): void {
    for (let more = this.#doubtful(modules); more.length > 0; more = this.#doubtful(modules)) {
      for (const body of more) this.#enter(body);
      this.#walkAll();
    }
  }

  #doubtful(modules: Modules): readonly AnyNode[] {
    const overriding = [...this.#doubts.called].flatMap((name) =>
      (this.#held.get(name) ?? []).filter((node) => parentOf(node)?.type !== 'Property'),
    );

    return [...overriding, ...this.#doubts.asked(modules)].filter((node) => !this.#seen.has(node));
  }

  #walkAll(): void {
    for (let body = this.#pending.pop(); body; body = this.#pending.pop()) this.#walk(body);
  }

  #enter(body: AnyNode): void {
    if (this.#seen.has(body)) return;

    this.#seen.add(body);
    if (isFunction(body) && !this.#visitor.enters(body)) return;
    this.#pending.push(body);
  }

  #walk(body: AnyNode): void {
    const open: AnyNode[] = isFunction(body) ? [...body.params, body.body] : [body];

    for (let node = open.pop(); node; node = open.pop()) {
      if (isFunction(node)) {
        this.#meet(node);
        continue;
      }
      if (isClass(node)) {
        if (isNamed(node)) this.#load(node);
        else this.#live(node, true);
        continue;
      }
      if (node.type === 'Identifier' && !this.#isUsed(node)) continue;
      if (this.#visitor.visit(node) && isCall(node)) {
        open.push(...node.arguments);
        continue;
      }
      this.#follow(node);
      open.push(...childrenOf(node));
    }
  }

  #follow(node: AnyNode): void {
    switch (node.type) {
      case 'Identifier':
        if (isCallee(node) || !this.#top.holds(node)) this.#mention(node);
        if (this.#isHandedOut(node)) for (const each of functionsHeldBy(node)) this.#enter(each);
        return;
      case 'MemberExpression':
        this.#member(node);
        return;
      case 'CallExpression':
      case 'NewExpression':
        // What a parameter is was mentioned where it was given.
        if (!isParameter(node.callee)) this.#useAll(this.#values.valuesOf(node.callee), node);
        return;
      default:
    }
  }

  #isUsed(node: NodeOf<'Identifier'>): boolean {
    return isMentioned(node) && !this.#isNamedThere(node);
  }

  /** `__name(f, 'f')`, by which esbuild keeps the name of a function. */
  #isNamedThere(node: NodeOf<'Identifier'>): boolean {
    const call = parentOf(node);
    if (!isCall(call) || call.arguments.length !== 2 || call.arguments[0] !== node) return false;
    if (parentOf(call)?.type !== 'ExpressionStatement') return false;

    const [, name] = call.arguments;
    return (
      constantText(name) !== undefined &&
      this.#values.functionsOf(call.callee).some((each) => setsName(each))
    );
  }

  /** A function within code that runs: whether it runs too. */
  #meet(node: FunctionNode): void {
    const parent = parentOf(node);

    switch (parent?.type) {
      case 'VariableDeclarator':
        return;
      case 'AssignmentExpression':
        if (parent.left.type === 'MemberExpression' && this.#mayHold(parent.left)) {
          this.#hold(fieldRead(parent.left), node);
        }
        return;
      case 'Property':
        if (isExportGetter(parent) && isPlainGetter(node)) return;
        if (this.#isHandedOut(parent) || isRunBySyntax(parent)) this.#enter(node);
        else this.#hold(memberName(parent), node);
        return;
      case 'ExportDefaultDeclaration':
        return;
      default:
        if (node.type !== 'FunctionDeclaration' && !this.#top.holds(node)) this.#enter(node);
    }
  }

  /** Whether a part of an object, or a name, is given to what is not code of the function's own. */
  #isHandedOut(part: AnyNode): boolean {
    const whole = wholeOf(part);
    const call = parentOf(whole);
    if (!isCall(call) || call.callee === whole) return false;

    return (
      this.#values.functionsOf(call.callee).length === 0 &&
      !this.#values.namesOf(call.callee).some((name) => isInert(name))
    );
  }

  /** Whether a field may be asked for by its name: not one of exports, nor of what is not entered. */
  #mayHold(left: NodeOf<'MemberExpression'>): boolean {
    if (isExport(left)) return false;
    const base = baseOf(left);
    const [definition] = (base?.path[0] === 'prototype' && bindingOf(base.node)?.definitions) || [];

    return definition?.kind !== 'function' || this.#visitor.enters(definition.node);
  }

  /** Runs as soon as anything of that name may be called. */
  #hold(name: string | undefined, node: AnyNode): void {
    if (name === undefined || this.#wanted.has(name)) this.#enter(node);
    else this.#held.set(name, [...(this.#held.get(name) ?? []), node]);
  }

  #want(name: string): void {
    if (this.#wanted.has(name)) return;

    this.#wanted.add(name);
    for (const node of this.#held.get(name) ?? []) this.#enter(node);
    this.#held.delete(name);
  }

  #mention(node: NodeOf<'Identifier'>): void {
    for (const definition of bindingOf(node)?.definitions ?? []) {
      if (definition.kind === 'class' || isClassValue(definition)) this.#escape(node);
      if (this.#used.has(definition)) continue;
      this.#used.add(definition);
      this.#useDefinition(definition, node);
    }
  }

  #useDefinition(definition: Definition, node: AnyNode): void {
    switch (definition.kind) {
      case 'function':
        this.#enter(definition.node);
        return;
      case 'class':
        this.#live(definition.node, false);
        return;
      case 'import':
        this.#useAll(this.#values.valuesOf(node), node);
        return;
      case 'value':
        if (definition.path.length === 0) this.#use(definition.node);
        else this.#useField(node, definition.path.at(-1) ?? '');
        return;
      default:
    }
  }

  #useField(node: AnyNode, field: string): void {
    const found = this.#values.valuesOf(node);

    if (found.length === 0) this.#want(field);
    this.#useAll(found, node);
  }

  #member(node: NodeOf<'MemberExpression'>): void {
    const parent = parentOf(node);
    if (parent?.type === 'AssignmentExpression' && parent.left === node) return;

    const field = fieldRead(node);
    const found = this.#values.valuesOf(node);
    this.#doubts.note(node, found);
    // What helpers of compilers do to all fields of what they are given calls none of them.
    const isAny = field === undefined && isParameter(node.object) && found.length > MOST_CHOSEN;
    if (isAny || isGetter(node)) return;

    if (found.length === 0 && field !== undefined) this.#want(field);
    this.#useAll(found, node);
  }

  #useAll(found: readonly Value[], at: AnyNode): void {
    for (const value of found) {
      if (value.kind === 'function' || value.kind === 'wrapped') this.#enter(value.node);
      if (value.kind === 'class') {
        this.#live(value.node, false);
        this.#escape(at, value.node);
      }
    }
  }

  /** What a name stands for: functions in it that were only held run. */
  #use(node: AnyNode): void {
    const open = [node];

    for (let next = open.pop(); next; next = open.pop()) {
      // Of `a = b = a = …`, each right side is a part of the one before it.
      if (next !== node && this.#usedIn.has(next)) continue;
      if (next.type === 'AssignmentExpression') this.#usedIn.add(next);
      if (isFunction(next)) {
        const parent = parentOf(next);
        const isMember = next !== node && parent?.type === 'Property';
        if (isMember && !isGiven(parent)) continue;
        this.#enter(next);
        continue;
      }
      if (isClass(next)) {
        this.#live(next, false);
        continue;
      }
      if (next.type === 'Identifier' && (next === node || isMentioned(next))) this.#mention(next);
      if (next.type === 'MemberExpression') this.#member(next);
      open.push(...childrenOf(next));
    }
  }

  /** A class that is only there: what it has of its own is made, before it is used. */
  #load(node: ClassNode): void {
    if (this.#loaded.has(node) || !this.#visitor.enters(node)) return;
    this.#loaded.add(node);

    for (const member of node.body.body) {
      if (member.type === 'StaticBlock') this.#enter(member);
      else if (member.computed && constantText(member.key) === undefined) {
        this.#pending.push(member.key);
      }
      const isStaticField = member.type === 'PropertyDefinition' && member.static;
      if (isStaticField && member.value && !isFunction(member.value)) this.#enter(member.value);
    }
  }

  /** A class that is used: its constructor runs, and its methods as they are asked for. */
  #live(node: ClassNode, isWhole: boolean): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    if (!this.#visitor.enters(node)) return;

    if (node.superClass) this.#pending.push(node.superClass);
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock') {
        this.#enter(member);
      } else if (member.type === 'MethodDefinition') {
        if (isWhole || isRunBySyntax(member)) this.#enter(member.value);
        else this.#hold(memberName(member), member.value);
      } else if (isFunction(member.value ?? undefined) && !isWhole) {
        if (member.value) this.#hold(memberName(member), member.value);
      } else if (member.value) this.#enter(member.value);
    }
  }

  /** A class that is handed on may have any of its methods called by who gets it. */
  #escape(node: AnyNode, given?: ClassNode): void {
    if (!isHandedOn(node)) return;

    for (const value of given
      ? [{ kind: 'class', node: given } as const]
      : this.#values.valuesOf(node)) {
      if (value.kind !== 'class' || !this.#visitor.enters(value.node)) continue;
      for (const member of value.node.body.body) {
        if (member.type !== 'StaticBlock' && member.value && isFunction(member.value)) {
          this.#enter(member.value);
        }
      }
    }
  }
}

/** `Object.keys(table)`; but who asks for the entries or values of a table may call them. */
function isInert(name: string): boolean {
  return name.startsWith('Object.') && name !== 'Object.entries' && name !== 'Object.values';
}

/** Functions in a table, of which one is called. */
const MOST_CHOSEN = 8;

function isParameter(node: AnyNode): boolean {
  return bindingOf(node)?.definitions.some(({ kind }) => kind === 'parameter') ?? false;
}

function isCallee(node: AnyNode): boolean {
  const parent = parentOf(node);

  return isCall(parent) && parent.callee === node;
}

/** Whether an object is an argument of a call: who gets it may call what is in it. */
function isGiven(property: AnyNode | undefined): boolean {
  return property !== undefined && isCall(parentOf(wholeOf(property)));
}

function isNamed(node: ClassNode): boolean {
  return node.type === 'ClassDeclaration' || holderOf(node) !== undefined || isExported(node);
}

function isExported(node: ClassNode): boolean {
  const parent = parentOf(node);

  return (
    parent?.type === 'ExportDefaultDeclaration' ||
    (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression')
  );
}

function isClassValue(definition: Definition): boolean {
  return definition.kind === 'value' && isClass(definition.node);
}

/** Whether a class, or what is made of it at this place, is given to what may call any method of it. */
function isHandedOn(node: AnyNode): boolean {
  const parent = parentOf(node);
  const isMade = parent?.type === 'NewExpression' && parent.callee === node;
  if (isMade) return false;

  const given: readonly AnyNode[] = isCall(parent) ? parent.arguments : [];
  return given.includes(node) || parent?.type === 'ArrayExpression';
}
