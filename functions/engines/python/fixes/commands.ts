import { seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { type Piece, piecesOf } from '../text-shape.ts';
import { codeOf, type Fix, type Fixing, operandOf, quoted, shownLine } from './fix.ts';

/** `subprocess.run(['ls', name], check=True)` for what was a line of shell. */
export const argumentList: Fix = (fixing) => {
  const { at } = fixing;
  if (at.type !== 'Call') return undefined;
  const line = lineOfShell(at);
  const words = line && wordsOf(piecesOf(line), fixing);
  if (!words || words.length < 2 || !isFixed(words[0])) return undefined;

  const call = callWith(at, words, fixing);
  return call && shownLine(call);
};

/** What the shell is given: the text, or that behind `-c`. */
function lineOfShell({ arguments: given }: Call): Expression | undefined {
  const [first] = given;
  const line = first?.name === undefined ? seen(first?.value) : undefined;
  if (line?.type !== 'List' && line?.type !== 'Tuple') return line;

  return constantText(line.elements[1]) === '-c' ? seen(line.elements[2]) : undefined;
}

/** With what the caller gets from it left as it is. */
function callWith(call: Call, words: readonly string[], fixing: Fixing): string | undefined {
  const list = `[${words.join(', ')}]`;
  const isUsed = call.parent?.type !== 'ExpressionStatement';
  const names = fixing.values.namesOf(call.callee);
  const name = names.find((each) => /^(?:os|subprocess|asyncio|pexpect)\./.test(each)) ?? '';

  switch (name) {
    case 'os.system':
      return isUsed ? `subprocess.run(${list}).returncode` : `subprocess.run(${list}, check=True)`;
    case 'os.popen':
      return isRead(call)
        ? `subprocess.check_output(${list}, text=True)`
        : `subprocess.Popen(${list}, stdout=subprocess.PIPE, text=True).stdout`;
    case 'subprocess.getoutput':
      return `subprocess.run(${list}, capture_output=True, text=True).stdout`;
    case 'asyncio.create_subprocess_shell':
      return called(call, words.join(', '), { asyncio: true }, fixing);
    case 'pexpect.spawn':
      return called(call, `${words[0]}, [${words.slice(1).join(', ')}]`, {}, fixing);
    default:
      return name.startsWith('subprocess.') && !name.endsWith('getstatusoutput')
        ? called(call, list, {}, fixing)
        : undefined;
  }
}

/** `os.popen(…).read()`. */
function isRead({ parent }: AnyNode): boolean {
  return parent?.type === 'Attribute' && parent.name === 'read' && parent.parent?.type === 'Call';
}

/** The same call without its shell. */
function called(
  { callee, arguments: given }: Call,
  first: string,
  { asyncio = false },
  fixing: Fixing,
): string | undefined {
  const code = codeOf(callee, fixing);
  const others = given
    .slice(1)
    .filter(({ name }) => name !== 'shell' && name !== 'executable')
    .map((each) => codeOf(each, fixing));
  if (code === undefined || others.some((each) => each === undefined)) return undefined;

  const name = asyncio ? code.replace(/create_subprocess_shell$/, 'create_subprocess_exec') : code;
  return `${name}(${[first, ...others].join(', ')})`;
}

function isFixed(word: string | undefined): boolean {
  return word !== undefined && /^'[^']+'$/.test(word);
}

/** As a shell takes a line apart; undefined where it does more than that with it. */
function wordsOf(pieces: readonly Piece[], fixing: Fixing): readonly string[] | undefined {
  const words = new ShellWords();

  for (const piece of pieces) {
    if ('value' in piece) {
      const code = unquotedCode(piece.value, fixing);
      if (code === undefined) return undefined;
      words.addCode(code);
    } else if (![...piece.text].every((character) => words.add(character))) return undefined;
  }
  return words.end();
}

/** Words of a line of shell, as code of Python: what touches belongs to one word. */
class ShellWords {
  readonly #words: string[] = [];
  #parts: string[] = [];
  #text = '';
  #quote = '';

  /** @returns whether it is one that a shell takes as it is. */
  add(character: string): boolean {
    const isFirst = this.#text === '' && this.#parts.length === 0;

    if (character === this.#quote) this.#quote = '';
    else if (this.#quote === '' && (character === '"' || character === "'")) {
      this.#quote = character;
    } else if (this.#quote === '' && /\s/.test(character)) this.#endWord();
    else if (isOfShell(character, this.#quote, isFirst)) return false;
    else this.#text += character;

    return true;
  }

  addCode(code: string): void {
    this.#endText();
    this.#parts.push(code);
  }

  /** Undefined where a quote is never closed. */
  end(): readonly string[] | undefined {
    this.#endWord();

    return this.#quote === '' ? this.#words : undefined;
  }

  #endText(): void {
    if (this.#text !== '') this.#parts.push(quoted(this.#text));
    this.#text = '';
  }

  #endWord(): void {
    this.#endText();
    if (this.#parts.length > 0) this.#words.push(this.#parts.join(' + '));
    this.#parts = [];
  }
}

/** What a shell does more than to split. */
function isOfShell(character: string, quote: string, isFirst: boolean): boolean {
  if (quote === "'") return false;
  if (quote === '"') return /[$`\\]/.test(character);

  return /[|;&<>`$*?\\()[\]{}!#]/.test(character) || (isFirst && character === '~');
}

/** `shlex.quote(name)` is for a shell alone. */
function unquotedCode(node: Expression, fixing: Fixing): string | undefined {
  const isQuoted = node.type === 'Call' && calledName(node) === 'quote';
  const [given] = isQuoted ? node.arguments : [];

  return operandOf(given ? given.value : node, fixing);
}
