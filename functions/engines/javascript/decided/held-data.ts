import type { FieldPath } from '../../flow/index.ts';
import { defaultsOf } from '../defaults.ts';
import { fieldSetBy, returnsOf } from '../members.ts';
import { membersNamed, methodsOf } from '../members-by-name.ts';
import { type Binding, bindingOf, type Definition, lookUp, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type ClassNode,
  type FunctionNode,
  fieldRead,
  isCall,
  isClass,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isConstantAt } from './constant-at.ts';
import { broughtAnyway, type DecidedValue, together } from './decided-value.ts';
import type { GivenData } from './given-data.ts';
import { fills, isAnyField, isSetAfter, lastAssigned, lastOver } from './given-fields.ts';
import type { DataReader, RequestCode } from './request-code.ts';
import { isKeptOut } from './schema-fields.ts';

/** Knows how a request decides what names and objects hold. */
export class HeldData {
  readonly #code: RequestCode;
  readonly #given: GivenData;
  readonly #data: DataReader;

  constructor(code: RequestCode, given: GivenData, data: DataReader) {
    this.#code = code;
    this.#given = given;
    this.#data = data;
  }

  /** What a name holds where it is read. */
  inName(node: AnyNode, path: FieldPath): DecidedValue | undefined {
    const binding = bindingOf(node);
    if (!binding) return undefined;
    const { definitions, reads } = binding;
    this.#code.budget.spend(1 + Math.min(reads.length, MOST_READS));
    // What is surely put in its place leaves nothing of it: `data = { ...data, id: uuid() }`.
    const over = lastOver(binding, node, path);
    if (over) return this.#data.of(over.value, path.slice(over.path.length));
    if (isKeptOut(binding, node, path, this.#code.values)) return undefined;

    const decided = together([
      ...definitions.map((each) => this.#defined(each, path)),
      this.#written(binding, path),
      ...reads.slice(0, MOST_READS).map((read) => this.#filledAt(read, node, path)),
    ]);
    return decided?.onlyBy && hasDefault(binding, path, this.#code.values)
      ? broughtAnyway(decided)
      : decided;
  }

  /** What a name was made as, whatever is set in it later. */
  asMade(binding: Binding): DecidedValue | undefined {
    return together([
      ...binding.definitions.map((each) => this.#defined(each, [])),
      ...binding.writes
        .slice(0, MOST_READS)
        .map(({ path, value }) => (path.length === 0 ? this.#data.of(value) : undefined)),
    ]);
  }

  /** `this.body = event.body`, in the same object, or in any method of its class; and what a getter of it gives. */
  inThis(node: AnyNode, path: FieldPath): DecidedValue | undefined {
    const binding = bindingOf(node);
    const own = binding ? this.#written(binding, path) : undefined;
    const classes = this.#code.values
      .valuesOf(node)
      .flatMap((value) => (value.kind === 'instance' && isClass(value.node) ? value.node : []));

    return together([own, this.inClasses(classes, path)]);
  }

  /** What objects of these classes hold. */
  inClasses(classes: readonly ClassNode[], path: FieldPath): DecidedValue | undefined {
    const [field = '', ...rest] = path;

    return together(
      classes
        .slice(0, MOST_CLASSES)
        .flatMap((of) => [
          ...methodsOf(of, false).map((each) => this.setIn(each, path)),
          ...membersNamed(of, field, false).flatMap((member) =>
            member.type === 'MethodDefinition' && member.kind === 'get'
              ? returnsOf(member.value).map((each) => this.#data.of(each, rest))
              : [],
          ),
        ]),
    );
  }

  /** What a function puts into its `this`. */
  setIn(of: FunctionNode, path: FieldPath): DecidedValue | undefined {
    const own = lookUp('this', scopeOf(of.body));
    if (!own) return undefined;
    const filled = own.reads
      .slice(0, MOST_READS)
      .filter((read) => !isSetAfter(own, read, of, path[0]))
      .map((read) => this.#filledAt(read, of, path));

    return together([this.#written(own, path), ...filled]);
  }

  #written({ writes }: Binding, path: FieldPath): DecidedValue | undefined {
    const some = writes.slice(0, MOST_READS);
    this.#code.budget.spend(1 + some.length);

    return together(
      some.map(({ path: written, value }) => {
        const isWithin = written.every(
          (field, index) =>
            index >= path.length ||
            field === path[index] ||
            isAnyField(field) ||
            isAnyField(path[index] ?? ''),
        );
        return isWithin ? this.#data.of(value, path.slice(written.length)) : undefined;
      }),
    );
  }

  /** `list.push(body.email)`, `Object.assign(item, body)`, and `__publicField(this, 'body', body)` */
  #filledAt(read: AnyNode, use: AnyNode, path: FieldPath): DecidedValue | undefined {
    if (read === use) return undefined;
    const around = parentOf(read);
    const call =
      around?.type === 'MemberExpression' && around.object === read ? parentOf(around) : around;
    if (!isCall(call)) return undefined;
    if (around?.type === 'MemberExpression') {
      return call.callee === around && fills(fieldRead(around) ?? '', read)
        ? this.#data.any(call.arguments, path.slice(1))
        : undefined;
    }
    if (call.arguments[0] !== read) return undefined;
    const set = fieldSetBy(call);
    if (set) return path[0] === set.field ? this.#data.of(set.value, path.slice(1)) : undefined;
    const isInto = this.#code.values.namesOf(call.callee).includes('Object.assign');

    return isInto ? this.#data.any(lastAssigned(call.arguments.slice(1), path), path) : undefined;
  }

  #defined(definition: Definition, path: FieldPath): DecidedValue | undefined {
    if (definition.kind === 'value')
      return this.#data.of(definition.node, [...definition.path, ...path]);

    return definition.kind === 'parameter'
      ? this.#given.of(definition, [...definition.path, ...path])
      : undefined;
  }
}

/** `const { id = 'main' } = event.pathParameters`, and `let id = 'main'` where it is set anew later. */
function hasDefault(binding: Binding, path: FieldPath, values: Values): boolean {
  const { definitions, writes } = binding;
  const set = [
    ...definitions.flatMap((each) =>
      each.kind === 'value' && each.path.length === 0 ? each.node : [],
    ),
    ...writes.flatMap((each) => (each.path.length === 0 ? each.value : [])),
  ];

  return [...defaultsOf(binding), ...set].some((each) => isConstantAt(each, path, values));
}

const MOST_CLASSES = 4;
const MOST_READS = 60;
