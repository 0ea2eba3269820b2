import { endOf, isHiddenName, isNamePart } from '../flow/index.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { everySiteIs } from './every-call.ts';
import {
  type Asked,
  everyAnswer,
  everyValue,
  MOST_STEPS,
  nowhere,
  type Test,
} from './every-value.ts';
import { lastName } from './last-name.ts';
import { propertyOf, returnsOf } from './members.ts';
import { isInOwnFolder } from './own-folder.ts';
import { ownText } from './own-text.ts';
import { bindingOf } from './scope.ts';
import { lastArgumentFor } from './sites.ts';
import type { Attribute, Call, Expression } from './syntax.ts';
import { piecesOf } from './text-shape.ts';
import type { Values } from './value.ts';

/**
 * Whether a path ends, as it is written, with a name of the code's own behind a slash: of
 * `f'/data/{x}/config.json'`, only what is called so is reached. Of a parameter, each call by which the
 * event came says so; where there is another call, the fact is looked at again.
 */
export function hasFixedEnd(fact: Fact, values: Values): boolean {
  const asked = { fact, values, entry: fact.entry };
  if (isFixed(fact.node, asked, 0)) return true;

  return isFixed(fact.node, { ...asked, isOwn: true }, 0) && isInOwnFolder(fact.node, asked, 0);
}

const isFixed: Test = (node, asked, depth) => {
  if (depth > MOST_STEPS) return false;
  const { values } = asked;
  values.spend();

  switch (node.type) {
    case 'Name':
      return everyValue(node, isFixed, asked, depth + 1);
    case 'Conditional':
      return [node.yes, node.no].every((each) => isFixed(each, asked, depth + 1));
    case 'FormattedText':
      return isName(textAtEnd(node), asked);
    case 'Binary':
      return node.operator === '/'
        ? isLastStep(node.right, asked, depth + 1)
        : (node.operator === '+' || node.operator === '%') && isName(textAtEnd(node), asked);
    case 'Call':
      return isFixedCall(node, asked, depth);
    case 'Attribute':
      return everyProperty(node, asked, depth + 1);
    default:
      return false;
  }
};

function isFixedCall(node: Call, asked: Asked, depth: number): boolean {
  const { callee, arguments: given } = node;
  const name = lastName(callee);
  const [first] = given;
  if (name === 'format') return isName(textAtEnd(node), asked);
  if (/^join(?:path)?$/.test(name)) {
    const last = given.at(-1);
    if (last?.spread === '*') return isLastOfList(last.value, asked, depth + 1);
    return last?.spread === '' && isLastStep(last.value, asked, depth + 1);
  }
  const isOwn = asked.values.functionsOf(callee).length > 0;
  if (/^with_(?:name|suffix)$/.test(name) && first && !isOwn) {
    const text = ownText(first.value, asked.values);
    return text !== undefined && (name === 'with_name' ? isLast(text, asked) : isName(text, asked));
  }
  const isKept = keepers.test(name) && first && given.length === 1;
  if (isKept) return isFixed(first.value, asked, depth + 1);

  // `self.path_of(x)`, which returns none but such.
  return everyAnswer(node, isFixed, asked, depth + 1);
}

/** `self.path`, of a property that returns none but such. */
function everyProperty({ object, name }: Attribute, asked: Asked, depth: number): boolean {
  const { values } = asked;
  const owners = values.valuesOf(object);

  return (
    owners.length > 0 &&
    owners.every((owner) => {
      if (owner.kind !== 'instance' || values.subclassesOf(owner.node).length > 0) return false;
      const property = propertyOf(values, owner.node, name);
      const results = property ? returnsOf(property) : [];
      const isSo = (each: Expression) => isFixed(each, { ...asked, entry: nowhere }, depth);
      return results.length > 0 && results.every(isSo);
    })
  );
}

/** What leaves the end of a path as it is. */
const keepers = /^(?:str|fspath|Path|PurePath|abspath|realpath|normpath)$/;

function textAtEnd(node: Expression): string {
  const last = piecesOf(node).at(-1);

  return last && 'text' in last ? last.text : '';
}

/** What stands behind the last slash: `'config.json'`, `self.NAME`, `f'{x}.md'`. */
const isLastStep: Test = (node, asked, depth) => {
  if (depth > MOST_STEPS) return false;
  const text = ownText(node, asked.values);
  if (text !== undefined) return isLast(text, asked);
  if (node.type === 'Name') return everyValue(node, isLastStep, asked, depth + 1);

  return isName(textAtEnd(node), asked);
};

/** `*parts`, of which the last is: literally, or as given by the call, or by each. */
function isLastOfList(node: Expression, asked: Asked, depth: number): boolean {
  if (node.type === 'Tuple' || node.type === 'List') {
    const last = node.elements.at(-1);
    return last !== undefined && last.type !== 'Starred' && isLastStep(last, asked, depth);
  }
  const binding = bindingOf(node);
  const [parameter, ...others] = binding?.definitions ?? [];
  if (others.length > 0 || binding?.writes.length !== 0) return false;
  if (parameter?.kind === 'value' && parameter.path.length === 0 && depth <= MOST_STEPS) {
    return isLastOfList(parameter.node, asked, depth + 1);
  }
  if (parameter?.kind !== 'parameter' || parameter.node.spread !== '*') return false;

  const { of, index } = parameter;
  const { within } = asked;
  if (within?.of === of) {
    const given = lastArgumentFor(within.site, index);
    return given !== undefined && isLastStep(given, within.around, depth);
  }
  return everySiteIs(of, asked.values, (site) => {
    const given = lastArgumentFor(site, index);
    return given !== undefined && isLastStep(given, asked, depth);
  });
}

/** Behind a slash: `/config.json`, `/../x/y`; or the end of one of a few kinds of files. */
function isName(end: string, asked: Asked): boolean {
  if (end.includes('/') && isLast(end, asked)) return true;
  if (asked.named !== undefined) return false;
  const kind = endOf(end);

  return kind === 'little' || (asked.isOwn === true && kind === 'own');
}

/** A name of the code's own, or a hidden one of a file that the code itself writes somewhere. */
function isLast(text: string, asked: Asked): boolean {
  const name = text.slice(text.lastIndexOf('/') + 1);
  if (asked.named !== undefined) return name === asked.named;

  return isNamePart(text) || (isHiddenName(name) && isWrittenByCode(name, asked));
}

function isWrittenByCode(named: string, { fact, values }: Asked): boolean {
  const known = writtenNames.get(values) ?? new Map<string, boolean>();
  writtenNames.set(values, known);
  const isKnown = known.get(named);
  if (isKnown !== undefined) return isKnown;

  const asked = { fact, values, entry: nowhere, named };
  const isWritten = writtenPaths(values).some((path) => isFixed(path, asked, 0));
  known.set(named, isWritten);
  return isWritten;
}

const writtenNames = new WeakMap<Values, Map<string, boolean>>();

/** `open(path, 'w')`, `path.open('w')`, `path.write_text(…)`. */
function writtenPaths(values: Values): readonly Expression[] {
  const written = ['write_text', 'write_bytes'].flatMap((name) => values.callsOf(name));
  const opened = values.callsOf('open');
  const isOfMethod = ({ callee }: Call) => callee.type === 'Attribute';
  const paths = [
    ...written.map(({ callee }) => callee),
    ...opened
      .filter((each) => isOfMethod(each) && isForWriting(each, 0))
      .map((each) => each.callee),
  ].flatMap((callee) => (callee.type === 'Attribute' ? [callee.object] : []));
  const files = opened.filter((each) => !isOfMethod(each) && isForWriting(each, 1));

  return [...paths, ...files.flatMap((each) => argumentOf(each, 0, 'file') ?? [])];
}

function isForWriting(call: Call, place: number): boolean {
  return /^[wx]/.test(constantText(argumentOf(call, place, 'mode')) ?? 'r');
}
