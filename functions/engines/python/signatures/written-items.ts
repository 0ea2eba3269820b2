import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { classText, returnsOf } from '../members.ts';
import { nodesIn } from '../nodes-in.ts';
import { reachingDefinitions } from '../reaching.ts';
import { type Binding, bindingOf, type Definition, scopeOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, ClassNode, Expression, Name, NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isCalledElsewhere } from './chosen.ts';
import { valuesOf as plainValuesOf } from './plain-truth.ts';
import { isAltered, isPutInto } from './put-into.ts';

/** A field of what is written; what has no key is all that a table brings whose fields are not seen. */
export interface WrittenField {
  readonly key: string | undefined;
  readonly value: Expression;
}

/** In the order in which they are set: the last of a key is what it is. */
export type WrittenItem = readonly WrittenField[];

/**
 * All that an expression may be as an item of a table; none where that is not seen.
 *
 * @param at the call that writes it
 */
export function itemsOf(node: Expression, at: AnyNode, values: Values): readonly WrittenItem[] {
  const items = itemsAt(node, at, values, 0);

  return items.length <= MOST_ITEMS ? items : [];
}

/** Of an item as the client of DynamoDB has it, `{'S': name}` is the name. */
export function plainValue(value: Expression): Expression {
  const [only, ...others] = value.type === 'Dict' ? value.entries : [];
  const isTyped = others.length === 0 && /^(?:S|N|B|BOOL)$/.test(constantText(only?.key) ?? '');

  return only && isTyped ? only.value : value;
}

/** The text of a key: `'id'`, `ID`, `settings.ID`, `Users.ID`. */
function keyText(node: Expression | undefined, values: Values): string | undefined {
  if (!node) return undefined;
  const text = constantText(values.writtenAs(node));

  return text ?? (node.type === 'Attribute' ? classText(values, node) : undefined);
}

function itemsAt(
  node: Expression,
  at: AnyNode,
  values: Values,
  depth: number,
): readonly WrittenItem[] {
  values.spend();
  if (depth > MOST_STEPS) return [unseen(node)];

  switch (node.type) {
    case 'Dict': {
      const parts = node.entries.map(({ key, value }) => {
        if (!key) return itemsAt(value, at, values, depth + 1);
        return [[{ key: keyText(key, values), value }]];
      });
      return joined(parts);
    }
    case 'Await':
      return itemsAt(node.value, at, values, depth + 1);
    case 'Binary':
      return node.operator === '|'
        ? joined([node.left, node.right].map((each) => itemsAt(each, at, values, depth + 1)))
        : [unseen(node)];
    case 'Comprehension': {
      const listed = fieldsOfList(node, values);
      if (listed) return [listed];
      // `{k: v for k, v in item.items() if v}`
      const source = node.clauses[0]?.source;
      const isOfItem =
        node.kind === 'dict' && source?.type === 'Call' && calledName(source) === 'items';
      return isOfItem && source.callee.type === 'Attribute'
        ? itemsAt(source.callee.object, at, values, depth + 1)
        : [unseen(node)];
    }
    case 'Call':
      return itemsOfCall(node, at, values, depth);
    case 'Name': {
      const binding = bindingOf(node);
      return binding ? itemsOfName(node, binding, at, values, depth) : [unseen(node)];
    }
    default:
      return [unseen(node)];
  }
}

/** Fields that the code lists: `{k: body[k] for k in ('name', 'text')}`, `{k: v for k, v in body.items() if k in FIELDS}`. */
function fieldsOfList(
  { element, clauses }: NodeOf<'Comprehension'>,
  values: Values,
): WrittenItem | undefined {
  const [clause, ...others] = clauses;
  if (element.type !== 'DictEntry' || !clause || others.length > 0) return undefined;
  const name = element.key?.type === 'Name' ? element.key.name : undefined;
  const isKey = (node: Expression) => node.type === 'Name' && node.name === name;
  const lists = [
    ...(isKey(clause.target) ? [clause.source] : []),
    ...clause.tests.flatMap((test) =>
      test.type === 'Binary' && test.operator === 'in' && isKey(test.left) ? [test.right] : [],
    ),
  ];
  const [first] = lists;
  const list = first && values.writtenAs(first);
  if (list?.type !== 'List' && list?.type !== 'Tuple' && list?.type !== 'Set') return undefined;
  const texts = list.elements.flatMap((each) => constantText(each) ?? []);
  const isWhole = texts.length > 0 && texts.length === list.elements.length;

  // An id among them would be another than the one beside it.
  return isWhole && texts.length <= MOST_FIELDS && !texts.some((each) => /id$/i.test(each))
    ? texts.map((key) => ({ key, value: element.value }))
    : undefined;
}

function itemsOfCall(
  call: Call,
  at: AnyNode,
  values: Values,
  depth: number,
): readonly WrittenItem[] {
  const { callee, arguments: given } = call;
  const own = values.functionsOf(callee);
  if (own.length > 0) {
    return own
      .flatMap(({ node }) => returnsOf(node))
      .flatMap((each) => itemsAt(each, each, values, depth + 1));
  }
  const [first] = given;
  // `json.loads(json.dumps(item), parse_float=Decimal)`
  if (/^(?:loads|dumps|deepcopy)$/.test(calledName(call) ?? '') && first) {
    return itemsAt(first.value, at, values, depth + 1);
  }
  if (callee.type === 'Name' && callee.name === 'dict') {
    return joined(
      given.map(({ name, value }) =>
        name === undefined ? itemsAt(value, at, values, depth + 1) : [[{ key: name, value }]],
      ),
    );
  }
  const model = modelIn(call, values);

  return model ? [model] : [unseen(call)];
}

/** `order.model_dump()`, `asdict(order)`: what the class begins with, and then what the object is made with. */
function modelIn(call: Call, values: Values): WrittenItem | undefined {
  const { callee, arguments: given } = call;
  const isMethod = callee.type === 'Attribute' && /^(?:dict|model_dump|_asdict)$/.test(callee.name);
  const of = isMethod ? callee.object : calledName(call) === 'asdict' ? given[0]?.value : undefined;
  const made = of && givenAs(of, values);
  if (!made && of?.type === 'Name') return sentModel(of, values);
  if (made?.type !== 'Call') return undefined;
  const [found, ...more] = values.valuesOf(made.callee);
  if (found?.kind !== 'class' || more.length > 0) return undefined;
  const begun = [...scopeOf(found.node.body).names].flatMap(([key, { definitions }]) =>
    definitions.flatMap((one) =>
      one.kind === 'value' && one.path.length === 0 ? [{ key, value: begunBy(one.node) }] : [],
    ),
  );
  const listed = listedFields(found.node, values);
  const spread = made.arguments.flatMap(({ name, spread: by, value }): WrittenItem => {
    if (name !== undefined) return [];
    return by === '**' && listed ? listed.map((key) => ({ key, value })) : [{ key: name, value }];
  });
  const named = made.arguments.flatMap(({ name, value }) => (name ? [{ key: name, value }] : []));

  // What is named wins over what is spread: both cannot be.
  return [...begun, ...spread, ...named];
}

/** `body: Body`, which a framework makes of a request. */
function sentModel(name: Name, values: Values): WrittenItem | undefined {
  const [one, ...others] = bindingOf(name)?.definitions ?? [];
  const annotation = one?.kind === 'parameter' ? one.node.annotation : undefined;
  const [found, ...more] = annotation && others.length === 0 ? values.valuesOf(annotation) : [];
  if (found?.kind !== 'class' || more.length > 0) return undefined;

  return listedFields(found.node, values)?.map((key) => ({ key, value: name }));
}

/** All fields that a model of pydantic, or a data class, may have. */
function listedFields(node: ClassNode, values: Values): readonly string[] | undefined {
  const bases = node.bases.map(({ value }) => values.namesOf(value));
  const isOfModels = bases.every(
    (names) =>
      names.length > 0 && names.every((each) => /^pydantic\.(?:main\.)?BaseModel$/.test(each)),
  );
  // `extra = 'allow'`
  const inner = node.body.body.flatMap((each) => (each.type === 'Class' ? nodesIn(each) : []));
  const isOpen = [...nodesIn(node), ...inner].some(
    (each) =>
      (each.type === 'Name' && each.name === 'extra') ||
      (each.type === 'Argument' && each.name === 'extra') ||
      (each.type === 'Text' && each.value === 'extra'),
  );
  if (!isOfModels || isOpen || (bases.length === 0 && node.decorators.length === 0))
    return undefined;

  return node.body.body.flatMap((each) =>
    each.type === 'Assign' && each.annotation
      ? each.targets.flatMap((target) => (target.type === 'Name' ? target.name : []))
      : [],
  );
}

/** What a name was set to once, or the one call of its function gives it. */
function givenAs(node: Expression, values: Values, depth = 0): Expression | undefined {
  if (node.type !== 'Name') return node;
  const [one, ...others] = bindingOf(node)?.definitions ?? [];
  if (one?.kind !== 'parameter') {
    const [only, ...more] = plainValuesOf(node);
    return only && more.length === 0 ? only : undefined;
  }
  const [site, ...sites] = values.sitesOf(one.of);
  const isOnce = others.length === 0 && sites.length === 0 && !isCalledElsewhere(one.of, values);
  const given = site && isOnce ? argumentFor(site, one.of, one.index) : undefined;

  return given && depth < MOST_STEPS ? givenAs(given, values, depth + 1) : undefined;
}

/** `Field(default_factory=lambda: str(uuid4()))` */
function begunBy(node: Expression): Expression {
  const factory = node.type === 'Call' ? argumentOf(node, undefined, 'default_factory') : undefined;

  return factory?.type === 'Function' && factory.body.type !== 'Block' ? factory.body : node;
}

/** What it is set to, and then what is put into it. */
function itemsOfName(
  name: Expression,
  binding: Binding,
  at: AnyNode,
  values: Values,
  depth: number,
): readonly WrittenItem[] {
  const [one, ...others] = reachingDefinitions(binding, name);
  // In a function that it is given to, more may be put into it.
  const isHandedOn = isAltered(binding, values) && !isPutInto(binding);
  if (!one || others.length > 0 || isHandedOn || binding.captures.length > 0) {
    return [unseen(name)];
  }
  if (one.kind === 'parameter') {
    const sites = values.sitesOf(one.of);
    const isSeen = !isCalledElsewhere(one.of, values);
    if (sites.length === 0 || !isSeen || isPutInto(binding)) return [unseen(name)];
    return sites.flatMap((site) => {
      const given = argumentFor(site, one.of, one.index);
      return given ? itemsAt(given, site.node, values, depth + 1) : [unseen(name)];
    });
  }
  if (one.kind !== 'value' || one.path.length > 0) return [unseen(name)];
  const added = binding.reads
    .filter((use) => use.start < at.start && mayHold(use, one, binding))
    .toSorted((a, b) => a.start - b.start)
    .map((use) => addedBy(use, at, values, depth));

  return joined([itemsAt(one.node, at, values, depth + 1), ...added]);
}

/** Whether what a name was set to is still what it has at a use of it. */
function mayHold(use: AnyNode, one: Definition, binding: Binding): boolean {
  return binding.definitions.length === 1 || reachingDefinitions(binding, use).includes(one);
}

/** What a use of a name puts into it; what may not happen is not seen. */
function addedBy(
  use: Expression,
  at: AnyNode,
  values: Values,
  depth: number,
): readonly WrittenItem[] {
  const { parent } = use;
  if (parent?.type === 'Subscript' && parent.object === use) {
    const set = parent.parent;
    if (set?.type === 'AugmentedAssign' && set.target === parent) return [unseen(set.value)];
    if (set?.type !== 'Assign' || !set.value || !set.targets.some((each) => each === parent)) {
      return [[]];
    }
    const key = keyText(parent.index, values);
    const field = { key, value: set.value };
    // Otherwise it may be what it was.
    return isBefore(set, at) ? [[field]] : [[], [field]];
  }
  const call = parent?.type === 'Attribute' ? parent.parent : undefined;
  if (parent?.type !== 'Attribute' || call?.type !== 'Call' || call.callee !== parent) return [[]];
  switch (parent.name) {
    case 'update':
      return joined(
        call.arguments.map(({ name, value }) =>
          name === undefined ? itemsAt(value, at, values, depth + 1) : [[{ key: name, value }]],
        ),
      );
    case 'setdefault':
    case '__setitem__':
      return [unseen(call)];
    default:
      return [[]];
  }
}

/** Whether a statement has surely run where a later place is reached: it stands in a block around that. */
function isBefore(statement: AnyNode, at: AnyNode): boolean {
  let around: AnyNode | undefined = at;
  while (around && around !== statement.parent) around = around.parent;

  return around !== undefined;
}

/** Each way of one after each way of the other. */
function joined(parts: readonly (readonly WrittenItem[])[]): readonly WrittenItem[] {
  return parts.reduce<readonly WrittenItem[]>(
    (before, ways) =>
      before.length * ways.length > MOST_ITEMS
        ? tooMany
        : before.flatMap((one) => ways.map((way) => [...one, ...way])),
    [[]],
  );
}

/** More are made to waste time. */
const MOST_ITEMS = 16;

/** Of a list. */
const MOST_FIELDS = 200;

const tooMany: readonly WrittenItem[] = Array.from({ length: MOST_ITEMS + 1 }, () => []);

function unseen(value: Expression): WrittenItem {
  return [{ key: undefined, value }];
}

const MOST_STEPS = 10;
