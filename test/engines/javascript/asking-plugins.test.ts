import { describe, expect, it } from 'vitest';
import { findAskingSigns } from '../../../functions/engines/javascript/index.ts';

const hook =
  "part.addHook('onRequest', async (request, reply) => { if (!known(request.headers['x-token'])) return reply.code(401).send({}); });";
const before = "part.post('/before', async (request) => save(request.body));";
const grades = `module.exports = async (part) => { ${hook} ${before} };`;
const students =
  "module.exports = async (part) => { part.post('/students', async (request) => save(request.body)); };";

/** What stands before a route that one plugin of Fastify adds, where others are registered beside it. */
function signOf(path: string, app: string, files: Readonly<Record<string, string>>) {
  const code = `const app = require('fastify')(); ${app} exports.handler = require('@fastify/aws-lambda')(app);`;

  return findAskingSigns({
    files: new Map([['index.js', code], ...Object.entries(files)]),
    handler: 'index.handler',
  }).ofRoute({ method: 'POST', path })?.what;
}

describe('a hook of a plugin of Fastify', () => {
  const both = "app.register(require('./grades')); app.register(require('./students'));";

  it('stands before the routes of that plugin alone', () => {
    expect(signOf('/before', both, { 'grades.js': grades, 'students.js': students })).toBe(
      'answers 401',
    );
    expect(
      signOf('/students', both, { 'grades.js': grades, 'students.js': students }),
    ).toBeUndefined();
  });

  it.each([
    [
      'written where it is registered',
      `app.register(async (part) => { ${hook} }); app.register(require('./students'));`,
      {},
    ],
    [
      'whose routes ask by themselves',
      both,
      {
        'grades.js':
          "module.exports = async (part) => { part.post('/a', async (request, reply) => { if (!known(request.headers.token)) return reply.code(401).send({}); }); };",
      },
    ],
  ])('stands before none beside it: %s', (_, app, files) => {
    expect(signOf('/students', app, { 'students.js': students, ...files })).toBeUndefined();
  });

  it.each([
    [
      'of the application itself',
      `${hook.replace('part.', 'app.')} app.register(require('./students'));`,
      {},
    ],
    [
      'of one that is registered around it',
      "app.register(require('./all'));",
      {
        'all.js': `module.exports = async (part) => { ${hook} part.register(require('./students')); };`,
      },
    ],
    [
      'of one that is meant for all',
      "app.register(require('./asking')); app.register(require('./students'));",
      { 'asking.js': `module.exports = require('fastify-plugin')(async (part) => { ${hook} });` },
    ],
    [
      'in a function that is called',
      "require('./asking')(app); app.register(require('./students'));",
      { 'asking.js': `module.exports = (part) => { ${hook} };` },
    ],
  ])('stands before what it is for: %s', (_, app, files) => {
    expect(signOf('/students', app, { 'students.js': students, ...files })).toBe('answers 401');
  });
});
