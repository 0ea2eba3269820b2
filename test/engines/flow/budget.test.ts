import { describe, expect, it } from 'vitest';
import { Budget, CodeNotAnalysed, onThisStack } from '../../../functions/engines/flow/index.ts';

describe('an analysis', () => {
  it('ends when its steps are spent', () => {
    const budget = new Budget(3);

    budget.spend();
    budget.spend(2);

    expect(() => budget.spend()).toThrow(CodeNotAnalysed);
    expect(() => budget.spend()).toThrow('too much to analyse');
  });

  it('ends when the stack does, with that reason', () => {
    const analyse = (): number => 1 + analyse();

    expect(() => onThisStack('index.handler', analyse)).toThrow(CodeNotAnalysed);
    expect(() => onThisStack('index.handler', analyse)).toThrow(
      'the code of index.handler is nested too deeply',
    );
  });

  it('ends when a regular expression is compiled where the stack does', () => {
    expect(() =>
      onThisStack('index.handler', () => {
        throw new SyntaxError('Invalid regular expression: /^a$/: Stack overflow');
      }),
    ).toThrow(CodeNotAnalysed);
  });

  it.each([new TypeError('a defect'), new SyntaxError('Invalid regular expression: /(/')])(
    'keeps any other error as it is: %s',
    (broken) => {
      expect(() =>
        onThisStack('index.handler', () => {
          throw broken;
        }),
      ).toThrow(broken);
    },
  );
});
