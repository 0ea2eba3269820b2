import { describe, expect, it } from 'vitest';
import { Budget, CodeNotAnalysed } from '../../../functions/engines/flow/index.ts';
import { FunctionReader, type Outcome } from '../../../functions/engines/signatures/index.ts';

/** Of a language whose functions are lists of words. */
interface Words {
  readonly body: readonly (string | Words)[];
}

type Word = string | Words;

class WordReader extends FunctionReader<Words, Word, undefined, undefined> {
  readonly read: Words[] = [];

  constructor(steps: number) {
    super(undefined, undefined, new Budget(steps));
  }

  protected override readBody(node: Words): Outcome<Word> {
    this.read.push(node);
    return this.statements(node.body, node);
  }

  protected override readStatement(node: Word, of: Words, before?: Outcome<Word>['passed']) {
    if (node === 'return') this.addReturn(of, { value: undefined, passed: before });
    return this.expressions([node]);
  }

  protected override readExpression(node: Word): Outcome<Word> {
    if (typeof node !== 'string') return this.of(node);
    const proof = { kind: 'hmac', node } as const;
    return node === 'verify'
      ? { acts: false, found: proof, passed: proof }
      : { acts: node === 'act' };
  }
}

describe('a reader of functions', () => {
  it('reads each once, with those that it calls', () => {
    const reader = new WordReader(100);
    const inner: Words = { body: ['verify', 'return'] };
    const outer: Words = { body: [inner, 'act', inner] };

    expect(reader.of(outer)).toMatchObject({ acts: false, passed: { node: 'verify' } });
    expect(reader.of(inner)).toMatchObject({ acts: false, passed: { node: 'verify' } });
    expect(reader.read).toEqual([outer, inner]);
  });

  it('keeps what they return, with the check before it', () => {
    const reader = new WordReader(100);
    const node: Words = { body: ['return', 'verify', 'return'] };

    expect(reader.returnsOf(node)).toBeUndefined();
    reader.of(node);
    expect(reader.returnsOf(node)?.map(({ passed }) => passed?.node)).toEqual([
      undefined,
      'verify',
    ]);
  });

  it('takes one that calls itself for nothing new', () => {
    const body: Word[] = [];
    const node: Words = { body };
    body.push(node, 'act');

    expect(new WordReader(100).of(node)).toEqual({ acts: true });
  });

  it('ends with its budget, of which each statement and expression takes a step', () => {
    const node: Words = { body: ['pass', 'pass', 'pass'] };

    expect(new WordReader(6).of(node)).toEqual({ acts: false });
    expect(() => new WordReader(5).of(node)).toThrow(CodeNotAnalysed);
  });
});
