import { wordsOf } from '../../flow/index.ts';
import { isAddresseeField } from '../../signatures/index.ts';
import { entryOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { nodesIn } from '../nodes-in.ts';
import { type Binding, bindingOf, type Definition, type Parameter } from '../scope.ts';
import { fieldsOf } from '../signatures/behind.ts';
import { isFresh } from '../signatures/fresh-keys.ts';
import { variableOf } from '../signatures/outside.ts';
import { putInto } from '../signatures/put-into.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression, FunctionNode, Name } from '../syntax.ts';
import type { Site, Values } from '../value.ts';
import { type AskedOfChange, givenAs } from './decided-call.ts';

/**
 * Whether the code itself writes what a mail or a short message says: there is no more in it than an address, a name, a day or an id, or
 * what the code makes anew for it. What is not seen to be so is not.
 *
 * @param to to whom it goes: where callers of a function say that, those who name another than a request does are not asked
 */
export function isFixedText(
  parts: readonly (Expression | undefined)[],
  to: Expression | undefined,
  asked: AskedOfChange,
): boolean {
  const texts = new FixedTexts(asked, to);
  const given = parts.filter((each) => each !== undefined);

  return given.length > 0 && given.every((each) => texts.has(each) && !texts.isSent(each));
}

/** How many steps all texts of some code have taken: many mails may be of one text. */
const taken = new WeakMap<Values, number>();

/** Knows texts that the code itself writes. */
class FixedTexts {
  readonly #asked: AskedOfChange;
  /** Parameters that say to whom it goes. */
  readonly #to: readonly Parameter[];
  readonly #pending = new Set<Binding>();

  constructor(asked: AskedOfChange, to: Expression | undefined) {
    this.#asked = asked;
    this.#to = (to ? nodesIn(to) : []).flatMap((each) => {
      const [one] = bindingOf(each)?.definitions ?? [];
      return one?.kind === 'parameter' ? one : [];
    });
  }

  has(node: Expression, depth = 0): boolean {
    const { values } = this.#asked;
    const steps = (taken.get(values) ?? 0) + 1;
    if (depth > MOST_DEEP || steps > MOST_STEPS) return false;
    taken.set(values, steps);
    values.spend();
    const has = (each: Expression) => this.has(each, depth + 1);
    if (variableOf(node, values) !== undefined || isFresh(node, values)) return true;

    switch (node.type) {
      case 'Text':
      case 'Number':
      case 'Constant':
        return true;
      case 'FormattedText':
        return node.parts.every(has);
      case 'Binary':
        return has(node.left) && has(node.right);
      case 'Conditional':
        return has(node.yes) && has(node.no);
      case 'List':
      case 'Tuple':
        return node.elements.every(has);
      case 'Dict':
        return node.entries.every(({ value }) => has(value));
      case 'Name':
        return this.#isNamed(node, depth);
      case 'Attribute':
        return (
          isOfPerson(node.name) && fieldsOf(node, values).every((each) => has(each as Expression))
        );
      case 'Subscript':
        return node.index.type === 'Slice'
          ? has(node.object)
          : this.#isTaken(node.object, constantText(node.index), depth);
      case 'Call':
        return this.#isMade(node, depth);
      default:
        return false;
    }
  }

  /** Whether a whole text of it is what the request says under a name: `{'Text': {'Data': body['name']}}`. */
  isSent(node: Expression, depth = 0): boolean {
    if (depth > MOST_DEEP) return false;
    if (node.type === 'Dict') {
      return node.entries.some(
        ({ key, value }) =>
          ofText.test((key && constantText(key)) ?? '') && this.isSent(value, depth + 1),
      );
    }
    if (node.type === 'Call' && calledName(node) === 'MIMEText') {
      const [text] = node.arguments;
      return text !== undefined && this.isSent(text.value, depth + 1);
    }
    const written = this.#asked.values.writtenAs(node);
    const isField =
      written.type === 'Subscript' || (written.type === 'Call' && calledName(written) === 'get');
    if (isField) return this.#asked.said.has(written);

    return written !== node && written.type === 'Dict' && this.isSent(written, depth + 1);
  }

  /** `booking['name']` of what is sent or kept, and what the code itself has put there. */
  #isTaken(object: Expression, key: string | undefined, depth: number): boolean {
    if (key === undefined) return false;
    const entry = entryOf(object, key);

    return entry ? this.has(entry, depth + 1) : isOfPerson(key);
  }

  #isNamed(name: Name, depth: number): boolean {
    const binding = bindingOf(name);
    if (!binding || binding.captures.length > 0) return false;
    // `text = text.strip()`
    if (this.#pending.has(binding)) return true;
    this.#pending.add(binding);
    const { definitions, reads } = binding;
    const isFixed =
      definitions.length > 0 &&
      definitions.every((each) => this.#isDefined(each, depth)) &&
      // What is added and put into it stands where it is read.
      reads.every((use) => this.#isPut(use, depth));
    this.#pending.delete(binding);

    return isFixed;
  }

  #isDefined(definition: Definition, depth: number): boolean {
    if (definition.kind === 'value') {
      return isMessage(definition.node) || this.has(definition.node, depth + 1);
    }
    if (definition.kind !== 'parameter') return false;
    const { of, index, node } = definition;
    const sites = this.#asked.values.sitesOf(of).filter((site) => this.#isToNamed(site, of));

    return (
      sites.length > 0 &&
      sites.every((site) => {
        const given = argumentFor(site, of, index) ?? node.otherwise;
        return given !== undefined && this.has(given, depth + 1);
      })
    );
  }

  /** Whether a caller sends it to whom a request names. */
  #isToNamed(site: Site, of: FunctionNode): boolean {
    const own = this.#to.filter((each) => each.of === of);

    return (
      own.length === 0 ||
      own.some(({ index }) => {
        const given = argumentFor(site, of, index);
        return given === undefined || this.#asked.said.has(given);
      })
    );
  }

  /** What is put into a message, but from whom and to whom it goes: `mail['Subject'] = …`, `mail.attach(…)`. */
  #isPut(use: Name, depth: number): boolean {
    const { parent } = use;
    if (parent?.type === 'Subscript' && ofRoute.test(constantText(parent.index) ?? '')) return true;
    const call = parent?.type === 'Attribute' ? parent.parent : undefined;
    const isWritten =
      parent?.type === 'Attribute' && call?.type === 'Call' && writing.test(parent.name);
    const put = isWritten ? call.arguments.map(({ value }) => value) : putInto(use);

    return put.every((each) => this.has(each, depth + 1));
  }

  #isMade(call: Call, depth: number): boolean {
    const { callee, arguments: given } = call;
    const { values } = this.#asked;
    const has = (each: Expression) => this.has(each, depth + 1);
    const name = calledName(call) ?? '';
    const own = values.functionsOf(callee);
    if (own.length > 0) {
      return own.every(({ node }) => {
        const returned = returnsOf(node);
        return returned.length > 0 && returned.every(has);
      });
    }
    // A picture of what the code makes, as a ticket.
    if (name === 'MIMEImage') return given.every(({ value }) => !this.#asked.said.has(value));
    // A digest and a token say nothing.
    if (/^(?:hexdigest|digest)$/.test(name)) return true;
    const names = values.namesOf(callee);
    if (names.some((each) => tokens.test(each))) return true;
    // A file of the archive.
    if (name === 'read' || name === 'read_text')
      return names.some((each) => files.test(each)) && !this.#asked.said.has(callee);
    const of = callee.type === 'Attribute' ? callee.object : undefined;
    if (name === 'get' && of) {
      const [key, ...others] = given.map(({ value }) => value);
      return key !== undefined && this.#isTaken(of, constantText(key), depth) && others.every(has);
    }

    return (
      making.test(name) &&
      given.every(({ value }) => has(value)) &&
      (of === undefined || this.#isTemplate(of, name) || isBrought(of) || has(of))
    );
  }

  /** What renders a text, of the code's own as far as is seen: not `Template(body['text']).render()`. */
  #isTemplate(of: Expression, name: string): boolean {
    return /^(?:render|substitute|safe_substitute)/.test(name) && !this.#asked.said.has(of);
  }
}

/** An empty message, that parts are put into. */
function isMessage(node: Expression): boolean {
  return node.type === 'Call' && /^(?:EmailMessage|MIMEMultipart)$/.test(calledName(node) ?? '');
}

/** A module, or a class of one: `json` of `json.dumps`. */
function isBrought(node: AnyNode): boolean {
  if (node.type === 'Attribute') return isBrought(node.object);
  const definitions = bindingOf(node)?.definitions ?? [];

  return (
    definitions.length > 0 &&
    definitions.every(({ kind }) => kind === 'module' || kind === 'import')
  );
}

/** Of who is written to, or when, or what number it has. */
function isOfPerson(name: string): boolean {
  return isAddresseeField(name) || ofBooking.test(name) || ofTime.has(wordsOf(name).at(-1) ?? '');
}

/** The texts of a mail, as its call of AWS is given them. */
export function textsOfMail(call: Call): readonly (Expression | undefined)[] {
  return texts.map((name) => givenAs(call, undefined, name));
}

const texts = ['Message', 'Content', 'RawMessage', 'TemplateData', 'Subject', 'Template'];

/** From whom and to whom it goes. */
const ofRoute = /^(?:to|cc|bcc|from|sender|reply-to|date|message-id)$/i;

const writing = /^(?:attach|set_content|add_alternative|add_attachment|add_related|set_payload)$/;

/** What is read as it is given, and is no field of a template. */
const ofText = /^(?:Subject|Body|Text|Html|Data|Simple)$/i;

const ofBooking =
  /^(?:(?:customer|guest|patient|student|client)_?name|nama|\w{0,20}(?:_id|Id|ID)|id)$/i;

const ofTime: ReadonlySet<string> = new Set(
  'date time day hour month year slot fecha hora dia datum uhrzeit tanggal jam jour heure giorno'.split(
    ' ',
  ),
);

const tokens =
  /^(?:jwt|jose\.jwt|python_jose\.jwt)\.encode$|^itsdangerous\.|^(?:secrets|random|uuid)\./;

const files =
  /^(?:builtins|io|codecs)\.open\(\)\.read$|^pathlib\.Path\(\)(?:\..{1,60})?\.read_text$/;

const making =
  /^(?:str|int|float|format|join|dumps|quote|quote_plus|urlencode|escape|strip|lower|upper|title|capitalize|replace|encode|decode|isoformat|strftime|MIMEText|MIMEMultipart|EmailMessage|as_string|as_bytes|render|render_template|dedent|substitute|safe_substitute|b64encode|urlsafe_b64encode|choice|choices|randint|randrange)$/;

const MOST_DEEP = 24;
const MOST_STEPS = 8_000;
