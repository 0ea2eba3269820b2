import { Command, InvalidArgumentError, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { usageSentence } from '../../cli/usage-sentence.ts';

describe('usageSentence', () => {
  it.each([
    [
      'an option that there is not',
      ['list', 'a', '--ful'],
      'there is no option --ful. Did you mean --full?',
    ],
    ['an option that is close to none', ['list', 'a', '--xyzzy'], 'there is no option --xyzzy'],
    ['a command that there is not', ['lst'], 'there is no command lst. Did you mean list?'],
    ['an option without its value', ['list', 'a', '--size'], '-s, --size <n> has no value'],
    [
      'a value that an option does not take',
      ['list', 'a', '-s', 'x'],
      '--size cannot be x: it takes a number',
    ],
    ['an empty value', ['list', 'a', '-s', ''], '--size cannot be empty: it takes a number'],
    ['an argument that is not taken', ['list', 'x'], 'what cannot be x: it takes a letter below f'],
    ['no argument', ['list'], 'there is no what: it is used as vigil list [options] <what>'],
    [
      'too many',
      ['list', 'a', 'b'],
      'too many words: a b; it is used as vigil list [options] <what>',
    ],
    [
      'two that exclude each other',
      ['list', 'a', '--full', '--short'],
      '--full does not go with --short',
    ],
    ['one that is needed', ['keep'], '--reason is missing'],
    [
      "a value with commander's own phrases",
      ['list', 'a', '-s', "1' is invalid. 2"],
      "--size cannot be 1: 2' is invalid. It takes a number",
    ],
  ])('of %s', (_, words, sentence) => {
    expect(saidOf(words)).toBe(sentence);
  });

  it('is what commander says where its form is another', () => {
    expect(usageSentence('error: no such thing\n(really)', new Command())).toBe(
      'no such thing (really)',
    );
  });
});

/** What a program of commander says, in our words. */
function saidOf(words: readonly string[]): string {
  const said: string[] = [];
  const list = new Command('list')
    .argument('<what>', 'a letter', (text) => below('f', text))
    .option('-s, --size <n>', 'a number', numberOf)
    .addOption(new Option('--full').conflicts('short'))
    .option('--short');
  const keep = new Command('keep').requiredOption('--reason <text>');
  const program = new Command('vigil').addCommand(list).addCommand(keep);
  for (const each of [program, list, keep]) {
    each.exitOverride().configureOutput({
      outputError: (text) => said.push(usageSentence(text, each)),
      writeErr: () => {},
    });
  }

  expect(() => program.parse([...words], { from: 'user' })).toThrow();
  return said.join('\n');
}

function numberOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a number');

  return Number(text);
}

function below(letter: string, text: string): string {
  if (text >= letter) throw new InvalidArgumentError(`It takes a letter below ${letter}`);

  return text;
}
