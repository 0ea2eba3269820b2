import { onEachWay, type Proof, type Truth } from '../../signatures/index.ts';
import { constantText, constantValue } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf, isPlainlySet } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { isRun } from './awaited.ts';
import { bringsCredential } from './brings-credential.ts';
import type { Code } from './code.ts';
import { isAltered } from './put-into.ts';

/** One of what functions of the code answer, or a part of it, and the check behind it. */
export interface Element {
  /** Undefined for None, which stands nowhere. */
  readonly value: AnyNode | undefined;
  readonly passed: Proof<AnyNode> | undefined;
  /** Whether it is only a part of the value, which is not seen apart. */
  readonly isPart?: boolean;
}

/** A call of the code's own, and which part of its answer is taken: `ok` of `ok, user = check(token)`, `check(token)['ok']`. */
interface Access {
  readonly call: Call;
  readonly path: readonly string[];
}

/** What an expression may be, where it is (a part of) what functions of the code answer; undefined where not all of it is seen. */
export function takenApart(node: AnyNode, code: Code): readonly Element[] | undefined {
  const access = accessIn(node, code);

  return access && elementsOf(access, code, 0);
}

function accessIn(node: AnyNode, code: Code, depth = 0): Access | undefined {
  if (depth > MOST_STEPS) return undefined;
  const partOf = (object: Expression, key: string | undefined): Access | undefined => {
    const access = key === undefined ? undefined : accessIn(object, code, depth + 1);
    return access && key !== undefined ? { ...access, path: [...access.path, key] } : undefined;
  };

  switch (node.type) {
    case 'Await':
    case 'NamedValue':
      return accessIn(node.value, code, depth + 1);
    case 'Subscript':
      return partOf(node.object, keyOf(node.index));
    case 'Attribute':
      return partOf(node.object, node.name);
    case 'Call': {
      const { callee, arguments: given } = node;
      if (code.values.functionsOf(callee).length > 0) return { call: node, path: [] };
      const isGot = calledName(node) === 'get' && callee.type === 'Attribute' && given.length === 1;
      return isGot ? partOf(callee.object, keyOf(given[0]?.value)) : undefined;
    }
    case 'Name': {
      const binding = bindingOf(node);
      const [one, ...others] = binding?.definitions ?? [];
      const isOnce = binding && isPlainlySet(binding) && others.length === 0;
      if (!isOnce || one?.kind !== 'value' || isChanged(node, code)) return undefined;
      if (!one.path.every((each) => /^\d+$/.test(each))) return undefined;
      const access = accessIn(one.node, code, depth + 1);
      return access && { ...access, path: [...access.path, ...one.path] };
    }
    default:
      return undefined;
  }
}

function keyOf(node: Expression | undefined): string | undefined {
  return node?.type === 'Number' ? node.value : constantText(node);
}

function isChanged(name: AnyNode, { values }: Code): boolean {
  const binding = bindingOf(name);

  return binding === undefined || isAltered(binding, values);
}

function elementsOf(
  { call, path }: Access,
  code: Code,
  depth: number,
): readonly Element[] | undefined {
  const own = code.values.functionsOf(call.callee);
  const isSeen = own.every(({ node }) => isRun(call, node) && !code.of(node).acts);
  if (own.length === 0 || !isSeen || depth > MOST_STEPS || !bringsCredential(call, code)) {
    return undefined;
  }
  const all: Element[] = [];

  for (const { node } of own) {
    code.values.spend();
    const end = code.endOf(node);
    // What None has not cannot be taken: that is an error, and no way on.
    if (path.length === 0 && end && !end.leaves) all.push({ value: undefined, passed: end.passed });
    for (const { value, passed } of code.returnsOf(node) ?? []) {
      const parts = value ? partsAt(value, path, passed, code, depth) : [{ value, passed }];
      if (!parts || all.length > MOST_ELEMENTS) return undefined;
      if (value || path.length === 0) all.push(...parts);
    }
  }
  return all.length > 0 ? all : undefined;
}

/** What lies at a path in an answer; undefined where it is not seen. */
function partsAt(
  value: AnyNode,
  path: readonly string[],
  passed: Proof<AnyNode> | undefined,
  code: Code,
  depth: number,
): readonly Element[] | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return [{ value, passed }];
  if (depth > MOST_STEPS) return undefined;
  const at = (each: AnyNode | undefined) =>
    each ? partsAt(each, rest, passed, code, depth + 1) : [{ value: undefined, passed }];

  switch (value.type) {
    case 'Constant':
      return [];
    case 'Tuple':
    case 'List': {
      const element = value.elements[Number(key)];
      return element && !value.elements.some(({ type }) => type === 'Starred')
        ? at(element)
        : undefined;
    }
    case 'Dict': {
      if (value.entries.some((each) => constantText(each.key) === undefined)) return undefined;
      const entry = value.entries.find((each) => constantText(each.key) === key);
      // What is unpacked into names are its keys.
      if (!entry && /^\d+$/.test(key)) return undefined;
      return at(entry?.value);
    }
    case 'Name': {
      const one = isChanged(value, code) ? undefined : constantValue(value);
      if (one) return partsAt(one, path, passed, code, depth + 1);
      break;
    }
    case 'Call': {
      const kinds = code.values.valuesOf(value.callee);
      const isMade = kinds.length > 0 && kinds.every(({ kind }) => kind === 'class');
      const field = value.arguments.find(({ name }) => name === key);
      if (isMade && field) return at(field.value);
      if (isMade || code.values.functionsOf(value.callee).length === 0) break;
      const inner = elementsOf({ call: value, path }, code, depth + 1);
      return inner?.map((each) => ({ ...each, passed: passed ?? each.passed }));
    }
  }
  return [{ value, passed, isPart: true }];
}

/**
 * What an expression says that may be any of these.
 *
 * @param may whether one may be what is asked for, and whether it may not be
 * @param truthOf what one that has no check behind it says by itself
 */
export function ofElements(
  all: readonly Element[],
  may: {
    readonly yes: (value: AnyNode | undefined) => boolean;
    readonly no: (value: AnyNode | undefined) => boolean;
  },
  truthOf: (value: AnyNode, isPart: boolean) => Truth<AnyNode>,
): Truth<AnyNode> {
  const said = ({ value, passed, isPart = false }: Element) =>
    passed ? { yes: passed, no: passed } : value ? truthOf(value, isPart) : {};
  const yes = all.filter(({ value, isPart }) => isPart || may.yes(value));
  const no = all.filter(({ value, isPart }) => isPart || may.no(value));

  return {
    yes: onEachWay(yes.map((each) => said(each).yes)),
    no: onEachWay(no.map((each) => said(each).no)),
  };
}

const MOST_STEPS = 6;

const MOST_ELEMENTS = 64;
