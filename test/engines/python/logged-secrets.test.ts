import { describe, expect, it } from 'vitest';
import { handlerOf, weaknessesIn } from './weaknesses-in.ts';

const imports =
  "import boto3, logging, os\nlogger = logging.getLogger()\nvault = boto3.client('secretsmanager')";

describe('a secret that is logged', () => {
  it.each([
    ['all of the environment', '', 'print(os.environ)'],
    [
      'all of it as the module is loaded',
      'logger.setLevel(logging.INFO)\nlogger.info(os.environ)',
      '',
    ],
    ['a variable', '', "print('key', os.environ['CLIENT_SECRET'])"],
    ['by a helper', 'def trace(all):\n    print(all)', 'trace(dict(os.environ))'],
    ['what a vault holds', '', "print(vault.get_secret_value(SecretId='db')['SecretString'])"],
    ['at a level that is set', 'logger.setLevel(logging.DEBUG)', 'logger.debug(os.environ)'],
    ['where a method chooses', '', "if event['httpMethod'] == 'GET':\n    print(os.environ)"],
  ])('is high where it is logged each time: %s', (_, beside, code) => {
    expect(severities(beside, code)).toEqual(['high']);
  });

  it.each([
    ['on a condition', '', "if not event['id']:\n    print(os.environ)"],
    ['for an error', '', 'try:\n    run(event)\nexcept Exception:\n    print(os.environ)'],
    ['at the level of debug', 'logger.setLevel(logging.INFO)', 'logger.debug(os.environ)'],
    ['below the level of Python', '', 'logger.info(os.environ)'],
    [
      'at a level that another logger has',
      "logging.getLogger('boto3').setLevel(logging.DEBUG)",
      'logger.debug(os.environ)',
    ],
    ['what is made on a condition', '', "shown = os.environ if event['id'] else ''\nprint(shown)"],
    ['in a function that nothing calls', 'def show():\n    print(os.environ)', ''],
    ['a token that pages may carry', '', "print(os.environ['PINECONE_API_KEY'])"],
  ])('is medium, as its kind is: %s', (_, beside, code) => {
    expect(severities(beside, code)).toEqual([undefined]);
  });
});

function severities(beside: string, code: string) {
  return weaknessesIn(handlerOf(`${imports}\n${beside}`, code || 'return 1'))
    .filter(({ kind }) => kind === 'secret-in-log')
    .map(({ severity }) => severity);
}
