import type { FieldPath } from '../flow/index.ts';
import { behind, onlyDefinition } from './behind.ts';
import { runnerOf } from './compiled-async.ts';
import { stepsOf } from './compiled-steps.ts';
import { fillsOfField } from './fills.ts';
import { isAddressOf, isHostOf } from './host-read.ts';
import { folderOf, isJoin, isSameFolder } from './joined-folder.ts';
import { baseOf } from './link.ts';
import { loopsAround } from './loops-around.ts';
import { isAsTaken, type Named, namedBy, originsOf } from './named.ts';
import { type Binding, bindingOf, parentOf, type Scope, scopeOf } from './scope.ts';
import {
  type AnyNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  lastOf,
  literalText,
} from './syntax.ts';
import { isOfFile, onlyPartOf, partsOf } from './text-parts.ts';
import { wholeMember } from './whole-member.ts';

/** `name.field` that conditions speak of and that is read after them. */
export class Subject {
  readonly #names: readonly Named[];
  readonly #start: number;
  /** What it is joined to where it is read: `folder` of `path.join(folder, x)`. */
  readonly #folder: AnyNode | undefined;
  /** What else sets it, which is known to do no harm. */
  readonly #harmless: AnyNode | undefined;
  /** Whether it is the host of an address, and no address. */
  readonly #isHost: boolean;

  /** Undefined for what is no name and no field of one. */
  static of(read: AnyNode): Subject | undefined {
    const named = namedBy(read);

    return named && new Subject([named, ...originsOf(named)], read.start, folderOf(read));
  }

  /**
   * The one name in the text or path that a name was made of, if that gets no other value after it:
   * `x` of `const file = path.join('/folder', x)`, which may be checked after that.
   */
  static partOf(read: AnyNode): Subject | undefined {
    const whole = bindingOf(read);
    const definition = onlyDefinition(whole);
    if (!definition || definition.path.length > 0 || whole?.writes.length !== 0) return undefined;
    const [part, ...others] = partsOf(definition.node).filter((each) => !isOfFile(each));
    const named = part && others.length === 0 ? namedBy(part) : undefined;
    const subject = named && new Subject([named, ...originsOf(named)], read.start);

    return subject?.isSettledAt(definition.node) ? subject : undefined;
  }

  private constructor(
    names: readonly Named[],
    start: number,
    folder?: AnyNode,
    harmless?: AnyNode,
    isHost = false,
  ) {
    this.#names = names;
    this.#start = start;
    this.#folder = folder;
    this.#harmless = harmless;
    this.#isHost = isHost;
  }

  /** Whether it keeps its value from a function on that is made there, and so when that runs later. */
  isSettledAt(made: AnyNode): boolean {
    return this.#names.every(({ binding, fields }) =>
      [
        ...binding.writes.map(({ node }) => node),
        ...(fields === '' ? [] : fillsOfField(binding, fields)),
      ].every(
        (node) =>
          node.end <= made.start &&
          functionAround(node) === binding.scope.function &&
          !isRepeated(node),
      ),
    );
  }

  /** Whether a name that is set at `start` is set anew for each value that the subject has. */
  livesWithin(name: Binding, start: AnyNode): boolean {
    return this.#names.every(
      ({ binding }) => isWithin(name.scope, binding.scope) && isMadeAnewFor(binding, start),
    );
  }

  /** The same subject, for which an assignment of a constant changes nothing. */
  butFor(assignment: AnyNode): Subject {
    return new Subject(this.#names, this.#start, this.#folder, assignment, this.#isHost);
  }

  /** Whether an expression is the name or field that it is, whatever was put there. */
  isNamedBy(node: AnyNode): boolean {
    const other = namedBy(node);

    return (
      other !== undefined &&
      this.#names.some(
        (name) =>
          name.binding === other.binding && name.fields === other.fields && isAsTaken(name, node),
      )
    );
  }

  /** Whether an expression reads it, as it still is where the subject is read, perhaps in other letters. */
  isReadBy(node: AnyNode): boolean {
    const inner = unchanged(node);

    return this.isNamedBy(inner) && this.#isKeptFrom(inner);
  }

  /** Whether nothing sets it between where an expression reads it and where the subject is read. */
  #isKeptFrom(node: AnyNode): boolean {
    const binding = bindingOf(baseOf(node)?.node ?? node);
    const isBetween = (change: AnyNode) =>
      change !== this.#harmless &&
      change.start > node.start &&
      // `x = join(x, 'a')` sets it after it is read there.
      change.end <= this.#start;

    if (binding?.writes.some((write) => isBetween(write.node))) return false;
    return !this.#names.some(
      (name) =>
        name.binding === binding &&
        name.fields !== '' &&
        fillsOfField(name.binding, name.fields).some(isBetween),
    );
  }

  /** Whether an expression joins it to the folder that it is joined to where it is read. */
  isJoinedIn(node: AnyNode): boolean {
    const join = behind(node);
    const folder = isJoin(join) ? join.arguments[0] : undefined;
    const there = this.#folder && parentOf(this.#folder);
    if (!this.#folder || !folder || !isJoin(join) || !isJoin(there)) return false;
    // `resolve` begins anew at a slash, which `join` does not.
    if (calledName(join) !== calledName(there)) return false;

    return isSameFolder(folder, this.#folder) && this.isReadBy(join.arguments.at(-1) ?? folder);
  }

  /** Whether what begins so lies in the folder that it is joined to where it is read. */
  isInFolder(start: AnyNode): boolean {
    if (!this.#folder) return false;
    if (isSameFolder(start, this.#folder)) return true;
    const [text, folder] = [literalText(start), literalText(behind(this.#folder))];
    if (text !== undefined)
      return folder !== undefined && folder.length > 1 && text.startsWith(folder);
    const first =
      start.type === 'BinaryExpression'
        ? start.left
        : start.type === 'TemplateLiteral' && start.quasis[0]?.value.cooked === ''
          ? start.expressions[0]
          : undefined;

    return first !== undefined && isSameFolder(first, this.#folder);
  }

  /** Where it stands in a text of it and of constants, `${x}.html`: no two values of it make the same. */
  readIn(node: AnyNode): AnyNode | undefined {
    if (this.isReadBy(node)) return node;
    const only = onlyPartOf(node);

    return only && this.isReadBy(only) ? only : undefined;
  }

  /** The way from what an expression names to the subject, which is a field of it: `id` for `q` of `q.id`. */
  fieldsWithin(node: AnyNode): FieldPath | undefined {
    const whole = namedBy(node);
    if (!whole || !this.#isKeptFrom(node)) return undefined;
    const before = whole.fields === '' ? '' : `${whole.fields}\0`;
    const part = this.#names.find(
      (name) =>
        name.binding === whole.binding &&
        name.fields !== '' &&
        name.fields.startsWith(before) &&
        isAsTaken(name, node),
    );

    return part?.fields.slice(before.length).split('\0');
  }

  /** Whether it is a list that nothing is put into between where it is looked at and where it is read. */
  hasNoMoreThan(node: AnyNode): boolean {
    return this.#names.every(
      ({ binding }) =>
        binding.reads.length <= MOST_READS &&
        !binding.reads.some(
          (read) => read.start > node.start && read.end <= this.#start && isFilledBy(read),
        ),
    );
  }

  /** The field of a name that is read somewhere: `q.id` of a parameter `q`. */
  static ofField(name: AnyNode, path: FieldPath): Subject | undefined {
    const named = namedBy(name);

    return named && new Subject([{ ...named, fields: path.join('\0') }], name.start);
  }

  /** The same of what is the host of an address alone. */
  asHost(): Subject {
    return new Subject(this.#names, this.#start, this.#folder, this.#harmless, true);
  }

  /** Whether an expression reads the host of the address that it is: `new URL(x).hostname`. */
  isHostReadBy(node: AnyNode): boolean {
    return this.#isHost ? this.isReadBy(node) : isHostOf(node, (address) => this.isReadBy(address));
  }

  /** Whether an expression is the address that it is, or was made of it: `new URL(x)`. */
  isAddressReadBy(node: AnyNode): boolean {
    return isAddressOf(node, (address) => this.isReadBy(address));
  }

  /** Whether an expression was made of it by a call of a name: `relative` of `path.relative(base, x)`. */
  isMadeInto(node: AnyNode, called: string): boolean {
    const call = behind(node);

    return (
      isCall(call) &&
      calledName(call) === called &&
      call.arguments.some((argument) => this.isReadBy(argument))
    );
  }

  /** Whether it is what a call of one of some names made. */
  isMadeBy(called: RegExp): boolean {
    return this.#names.some(({ binding, fields }) => {
      const definition = fields === '' ? onlyDefinition(binding) : undefined;
      const node =
        definition?.node.type === 'AwaitExpression' ? definition.node.argument : definition?.node;
      return isCall(node) && called.test(calledName(node) ?? '');
    });
  }
}

/** `list.push(x)`, `body.list.push(x)`. */
function isFilledBy(read: AnyNode): boolean {
  const at = wholeMember(read);
  const call = parentOf(at);

  return (
    isCall(call) &&
    call.callee === at &&
    /^(?:push|unshift|splice|fill)$/.test(calledName(call) ?? '')
  );
}

function isWithin(inner: Scope, outer: Scope): boolean {
  for (let scope: Scope | undefined = inner; scope; scope = scope.up) {
    if (scope === outer) return true;
  }
  return false;
}

/** Whether what stands at `start` runs again for each value that the name is given. */
function isMadeAnewFor({ definitions }: Binding, start: AnyNode): boolean {
  const loops = loopsAround(start);

  return definitions.every(
    (definition) =>
      definition.kind !== 'value' ||
      loopsAround(definition.node).every((loop) => loops.includes(loop)),
  );
}

/** Whether it may run again. The loop that takes the steps of a compiled function is none. */
function isRepeated(node: AnyNode): boolean {
  const of = scopeOf(node).function;

  return loopsAround(node, of && stepsOf(of)?.choice).length > 0;
}

/** The function whose code it is: what a compiler made of an async one is run within it. */
function functionAround(node: AnyNode): FunctionNode | undefined {
  let of = scopeOf(node).function;

  for (let run = of && runnerOf(of); run; run = of && runnerOf(of)) of = scopeOf(run).function;
  return of;
}

/** Without what changes nothing that a check looks for: `x.toLowerCase()`, `String(x)`. */
function unchanged(node: AnyNode): AnyNode {
  if (node.type === 'ChainExpression') return unchanged(node.expression);
  if (node.type === 'SequenceExpression') return unchanged(lastOf(node));
  if (node.type !== 'CallExpression') return node;
  const { callee } = node;
  const [first] = node.arguments;

  if (callee.type === 'Identifier' && callee.name === 'String' && first) return first;
  const isSame =
    callee.type === 'MemberExpression' &&
    /^(?:toLowerCase|toUpperCase|trim|toString)$/.test(fieldRead(callee) ?? '');
  return isSame ? callee.object : node;
}

/** Of a list that is asked about as a whole. */
const MOST_READS = 1000;
