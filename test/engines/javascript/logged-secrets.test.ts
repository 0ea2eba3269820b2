import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';

describe('a secret that is logged', () => {
  it.each([
    ['all of the environment', '', 'console.log(process.env);'],
    ['all of it as the file is loaded', 'console.log(process.env);', ''],
    ['a variable', '', "console.log('key', process.env.CLIENT_SECRET);"],
    ['by a helper', 'const trace = (...all) => console.log(...all);', 'trace(process.env);'],
    [
      'what a vault holds',
      '',
      "const found = await vault.getSecretValue({ SecretId: 'db' }).promise(); console.log(found.SecretString);",
    ],
    ['where a method chooses', '', "if (event.httpMethod === 'GET') { console.log(process.env); }"],
  ])('is high where it is logged each time: %s', (_, beside, code) => {
    expect(severities(beside, code)).toEqual(['high']);
  });

  it.each([
    ['on a condition', '', 'if (!event.id) console.log(process.env);'],
    ['for an error', '', 'try { run(event); } catch (e) { console.log(process.env); }'],
    ['at the level of debug', '', 'console.debug(process.env);'],
    [
      'what is made on a condition',
      '',
      "const shown = event.id ? process.env : ''; console.log(shown);",
    ],
    ['in a function that nothing calls', 'function show() { console.log(process.env); }', ''],
    ['a token that pages may carry', '', 'console.log(process.env.PINECONE_API_KEY);'],
  ])('is medium, as its kind is: %s', (_, beside, code) => {
    expect(severities(beside, code)).toEqual([undefined]);
  });
});

function severities(beside: string, code: string) {
  const text = `const vault = new (require('aws-sdk').SecretsManager)();\n${beside}\nexports.handler = async (event) => {\n${code}\n};`;

  return findWeaknesses({ files: new Map([['index.js', text]]), handler: 'index.handler' })
    .weaknesses.filter(({ kind }) => kind === 'secret-in-log')
    .map(({ severity }) => severity);
}
