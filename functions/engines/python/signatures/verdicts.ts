import { onEachWay, type Proof, type Truth } from '../../signatures/index.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf, isPlainlySet, type Parameter } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression, NodeOf } from '../syntax.ts';
import type { Code } from './code.ts';
import { isChange, isDataMethod } from './inert-calls.ts';
import { isFalse, literalOf } from './plain-truth.ts';
import { isAltered } from './put-into.ts';
import { isConstantTime, isFetchedBy, isTest, isTestedWith, saysYesOrNo } from './tested.ts';

type Said = Truth<AnyNode>;

/** What an expression says by itself, without the wider reading of it: names, and answers of functions of the code. */
type Known = (node: AnyNode) => Said;

/**
 * In the wider reading: what is found by a credential of the request, or compared with it, says whether it is right. Not what is there for anyone,
 * as the answer of AWS in which nothing was found.
 */
export class Verdicts {
  readonly #code: Code;
  readonly #known: Known;

  constructor(code: Code, known: Known) {
    this.#code = code;
    this.#known = known;
  }

  /** Where it is true, and where it is false. */
  of(node: AnyNode): Said {
    this.#code.values.spend();

    switch (node.type) {
      case 'Binary':
        return this.#compared(node);
      case 'Subscript':
      case 'Attribute':
        return { yes: this.#behind(node) };
      case 'Comprehension':
        return node.kind === 'generator' ? {} : { yes: this.#behind(node) };
      case 'Call':
        return { yes: this.#answered(node) };
      case 'Name':
        return { yes: this.#given(node, (each) => this.#known(each).yes) };
      default:
        return {};
    }
  }

  /** Of what is only a part of it. */
  ofPart(node: AnyNode): Said {
    return { yes: this.#behind(node) };
  }

  /** Whether one is None where it is wrong, and not something else that says no. */
  isNoneWhereWrong(node: AnyNode): boolean {
    const { credentials } = this.#code;
    const isOther =
      node.type === 'Call' &&
      (!nullable.test(calledName(node) ?? '') || (credentials && saysYesOrNo(node, credentials)));
    if (isOther || listed.test(keyIn(node) ?? '')) return false;

    return node.type !== 'Binary' && this.of(node).yes !== undefined;
  }

  /** What a call to elsewhere comes to, where that may be nothing. */
  #answered(call: Call): Proof<AnyNode> | undefined {
    const { credentials, values } = this.#code;
    const { callee, arguments: given } = call;
    if (!credentials) return undefined;
    const name = calledName(call) ?? '';
    const names = values.namesOf(callee);
    if (isConstantTime(call, values)) {
      const [one, other] = given;
      const isTested =
        one && other && isTestedWith(one.value, other.value, credentials, this.#code);
      return isTested ? { kind: 'credential', node: call } : undefined;
    }
    const [builtIn] = names.flatMap((each) => plain.exec(each)?.[1] ?? []);
    if (builtIn !== undefined) return this.#ofBuiltIn(builtIn, given[0]?.value);
    const mayBeEmpty = saysYesOrNo(call, credentials) || emptied.test(name);
    if (mayBeEmpty) {
      const found = isTest(call, credentials) ? call : isFetchedBy(call, credentials);
      // A row that says how many there are is always there.
      const isNumber =
        found?.type === 'Call' && counting.test(constantText(found.arguments[0]?.value) ?? '');
      if (found) return isNumber ? undefined : { kind: 'credential', node: found };
    }
    if (isDataMethod(call) && callee.type === 'Attribute') {
      const isKept = kept.test(name) && this.#isTakenWhole(call);
      return isKept && !metadata.test(keyIn(call) ?? '') ? this.#behind(callee.object) : undefined;
    }

    return mayBeEmpty && !isChange(call) ? this.#some(given.map(({ value }) => value)) : undefined;
  }

  /** Of what is written as a list, all of `any([…])` may be what it says, and one of `all([…])`. */
  #ofBuiltIn(name: string, given: Expression | undefined): Proof<AnyNode> | undefined {
    if (given?.type === 'List' || given?.type === 'Tuple') {
      if (name === 'all') return this.#some(given.elements);
      const proofs = given.elements
        .filter((each) => !isFalse(each))
        .map((each) => this.#behind(each));
      return name === 'any' ? onEachWay(proofs) : undefined;
    }
    // All of nothing are.
    if (!given || name === 'all') return undefined;

    return given.type === 'Comprehension' ? this.#behind(given) : this.#known(given).yes;
  }

  /** `found.get('active', True)` says yes of what is not there. */
  #isTakenWhole({ arguments: given }: Call): boolean {
    return given.slice(1).every(({ value }) => isFalse(value));
  }

  #compared({ operator, left, right }: NodeOf<'Binary'>): Said {
    const { credentials } = this.#code;
    if (!credentials) return {};
    const isIn = /in$/.test(operator);
    const isTested =
      /^(?:[!=]=|is|is not|in|not in)$/.test(operator) &&
      isTestedWith(left, right, credentials, this.#code) &&
      (!isIn || isCollection(right, this.#code));
    const proof: Proof<AnyNode> | undefined = isTested
      ? { kind: 'credential', node: left }
      : this.#some([left, right]);
    if (!proof) return {};

    // What is not in a list that is always there.
    if (
      isIn &&
      !isTested &&
      (constantText(left) === undefined || listed.test(constantText(left) ?? ''))
    ) {
      return {};
    }
    const text = literalOf(right);
    const isNothing = isFalse(right) || /^(?:number )?(?:4\d\d|0)$/.test(text ?? '');

    switch (operator) {
      case '==':
      case 'is':
        return isNothing ? { no: proof } : { yes: proof };
      case '!=':
      case 'is not':
        return isNothing ? { yes: proof } : { no: proof };
      case 'in':
        return { yes: proof };
      case 'not in':
        return { no: proof };
      default:
        return this.#counted(operator, left, text, proof);
    }
  }

  /** How many there are: `len(found) < 1`. */
  #counted(
    operator: string,
    left: Expression,
    text: string | undefined,
    proof: Proof<AnyNode>,
  ): Said {
    const isCount =
      (left.type === 'Call' && calledName(left) === 'len') || /count$/i.test(keyIn(left) ?? '');
    if (!isCount) return {};

    switch (`${operator} ${text}`) {
      case '> number 0':
      case '>= number 1':
        return { yes: proof };
      case '< number 1':
      case '<= number 0':
        return { no: proof };
      default:
        return {};
    }
  }

  #some(nodes: readonly AnyNode[]): Proof<AnyNode> | undefined {
    // A longer list is data, and no verdict.
    if (nodes.length > MOST_WRITTEN) return undefined;
    for (const each of nodes) {
      const proof = this.#behind(each);
      if (proof) return proof;
    }
    return undefined;
  }

  /** The verdict on which an expression depends, whichever of its values it has. */
  #behind(node: AnyNode): Proof<AnyNode> | undefined {
    const { verdicts, values } = this.#code;
    const key = bindingOf(node) ?? node;
    const known = verdicts.get(key);
    if (known || verdicts.has(key)) return known;
    values.spend();
    // One that is asked for in itself says nothing new.
    verdicts.set(key, undefined);
    const proof = this.#looked(node);
    verdicts.set(key, proof);
    return proof;
  }

  #looked(node: AnyNode): Proof<AnyNode> | undefined {
    const either = (sides: readonly AnyNode[]) =>
      onEachWay(sides.filter((each) => !isFalse(each)).map((each) => this.#behind(each)));

    switch (node.type) {
      case 'Await':
      case 'NamedValue':
      case 'Starred':
      case 'Argument':
        return this.#behind(node.value);
      case 'Unary':
        return this.#behind(node.operand);
      case 'Name':
        return this.#given(node, (each) => this.#behind(each));
      case 'Subscript':
      case 'Attribute':
        return metadata.test(keyIn(node) ?? '')
          ? undefined
          : (this.#ofOwn(node) ?? this.#behind(node.object));
      case 'Conditional':
        return either([node.yes, node.no]);
      case 'Binary': {
        if (node.operator === 'or') return either([node.left, node.right]);
        if (node.operator === 'and') return this.#behind(node.right);
        const { yes, no } = this.#compared(node);
        return yes ?? no;
      }
      case 'Comprehension':
        return this.#some(node.clauses.flatMap(({ source, tests }) => [source, ...tests]));
      case 'FormattedText':
        return this.#some(node.parts);
      case 'Dict':
        return node.entries.every(({ key }) => key !== undefined)
          ? this.#some(node.entries.map(({ value }) => value))
          : undefined;
      case 'List':
      case 'Tuple':
      case 'Set':
        return this.#some(node.elements);
      case 'Call':
        return this.#called(node);
      default:
        return undefined;
    }
  }

  #called(call: Call): Proof<AnyNode> | undefined {
    const { credentials, values } = this.#code;
    if (!credentials) return undefined;
    const own = values.functionsOf(call.callee);
    if (own.some(({ node }) => node.name?.name !== '__init__')) return this.#ofOwn(call);
    const found = isTest(call, credentials) ? call : isFetchedBy(call, credentials);
    if (found) return { kind: 'credential', node: found };
    // What is put somewhere says nothing of who asks.
    if (isChange(call) || (isDataMethod(call) && !this.#isTakenWhole(call))) return undefined;
    const { callee, arguments: given } = call;
    const object = callee.type === 'Attribute' ? [callee.object] : [];

    const isBuiltIn = values.namesOf(callee).some((name) => plain.test(name));

    return this.#answered(call) ?? (isBuiltIn ? undefined : this.#some([...object, ...given]));
  }

  /** Of an answer of the code's own, or a part of it. */
  #ofOwn(node: AnyNode): Proof<AnyNode> | undefined {
    if (node.type !== 'Call' && keyIn(node) === undefined) return undefined;
    const { yes, no } = this.#known(node);

    return yes ?? no;
  }

  /** Of a name: each of the values that it may have, or that callers give. */
  #given(
    name: AnyNode,
    of: (node: AnyNode) => Proof<AnyNode> | undefined,
  ): Proof<AnyNode> | undefined {
    const binding = bindingOf(name);
    const all = binding?.definitions ?? [];
    // What is kept beyond a request, or put into it, another may have set.
    if (!binding || all.length === 0 || binding.scope.function === undefined) return undefined;
    if (!isPlainlySet(binding) || isAltered(binding, this.#code.values)) return undefined;

    return onEachWay(
      all.flatMap((each): readonly (Proof<AnyNode> | undefined)[] => {
        if (each.kind === 'parameter') return this.#givenTo(each, of);
        if (each.kind !== 'value') return [undefined];
        if (each.path.length > 0) return [this.#behind(each.node)];
        return isFalse(each.node) ? [] : [of(each.node)];
      }),
    );
  }

  #givenTo(
    { of: node, index }: Parameter,
    of: (node: AnyNode) => Proof<AnyNode> | undefined,
  ): readonly (Proof<AnyNode> | undefined)[] {
    const { values } = this.#code;
    if (values.isStarted(node)) return [undefined];
    const sites = values.sitesOf(node).map((site) => argumentFor(site, node, index));

    return sites.length === 0 ? [undefined] : sites.map((each) => each && of(each));
  }
}

/** The field that an expression takes: `found['Items']`, `found.get('Items')`, `found.items`. */
function keyIn(node: AnyNode): string | undefined {
  if (node.type === 'Attribute') return node.name;
  if (node.type === 'Subscript') return constantText(node.index);
  const isGot = node.type === 'Call' && /^(?:get|pop)$/.test(calledName(node) ?? '');

  return isGot ? constantText(node.arguments[0]?.value) : undefined;
}

/** Whether a text of one is in several, and not anywhere in a text: each text holds the empty one. */
function isCollection(node: Expression, { values }: Code): boolean {
  const written = values.writtenAs(node);

  return (
    /^(?:Comprehension|List|Tuple|Set)$/.test(written.type) ||
    (written.type === 'Call' &&
      /^(?:split|splitlines|loads|set|list|tuple|frozenset|keys|values|smembers)$/.test(
        calledName(written) ?? '',
      )) ||
    listed.test(keyIn(written) ?? '')
  );
}

const MOST_WRITTEN = 50;

/** What an answer of AWS always has. */
const listed = /^(?:Items|Count|ScannedCount|ResponseMetadata|records|rows)$/;

const metadata = /^(?:ResponseMetadata|HTTPStatusCode|HTTPHeaders|RequestId|ScannedCount)$/;

/** What is empty of what is empty. */
const kept = /^(?:get|pop|strip|lower|upper|decode|encode)$/;

/** What may be nothing where nothing is found. */
const emptied =
  /^(?:find_one\w{0,30}|first|one_or_none|scalar|scalar_one_or_none|fetch(?:one|all|many|val|row)|all|count|exists|get|hget|hgetall|mget|sismember|smembers|get_or_none|get_by_\w{1,40}|find_by_\w{1,40})$/;

const nullable =
  /^(?:find_one\w{0,30}|first|one_or_none|scalar|scalar_one_or_none|fetch(?:one|val|row)|get|hget|pop|next|get_or_none|get_by_\w{1,40}|find_by_\w{1,40})$/;

const counting = /\b(?:count|exists|sum|max|min)\s*\(/i;

/** Of what they are given, whether there is any. */
const plain = /^builtins\.(bool|any|all|len|next|list|set|tuple|sorted|filter|int)$/;
