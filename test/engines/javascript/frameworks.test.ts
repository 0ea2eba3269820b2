import { describe, expect, it } from 'vitest';
import { answerOf, isAnswering } from '../../../functions/engines/javascript/answers.ts';
import { servedHandlers } from './served-handlers.ts';
import { sinksAmong, sinksIn, unfollowedIn } from './sinks-in.ts';

const application = "const app = require('express')();";
const served = "exports.handler = require('serverless-http')(app);";

describe('a framework', () => {
  it.each(servedHandlers)('hands the event to $name', ({ files, sinks }) => {
    const texts = Object.entries(files).map(([path, lines]) => [path, lines.join('\n')]);
    const isModule = 'index.mjs' in files;

    const found = sinksAmong(Object.fromEntries(texts));

    expect(isModule || 'index.js' in files).toBe(true);
    expect(found).toHaveLength(sinks);
  });

  it.each([
    ['a Map', "const m = new Map(); m.get('/x', (req) => eval(req.query.x));"],
    ['another package', "require('axios').get('/x', (req) => eval(req.query.x));"],
    ['a function of no request', "other.get('/x', (error, x) => eval(x));"],
    ['a method without a path', "other.get('x', (req) => eval(req.query.x));"],
    ['a setting', "app.get('x'); app.set('a', (req) => eval(req.query.x));"],
  ])('gives nothing to %s', (_, code) => {
    expect(
      sinksIn(`${application} app.get('/', (req, res) => res.end()); ${code} ${served}`),
    ).toEqual([]);
  });

  it.each([
    ['an unlisted package', "app.use(require('left-right')());", ['left-right']],
    ['a known middleware', "app.use(require('cors')());", []],
    ['a router', "app.use('/x', require('express').Router());", []],
  ])('is not followed into %s, which is reported where it may matter', (_, code, names) => {
    const source = `${application} app.get('/', (req, res) => res.end()); ${code} ${served}`;

    expect(unfollowedIn(source)).toEqual(
      names.map(
        (name) => `index.js, line 1: the event is passed to ${name}, which is not followed`,
      ),
    );
  });

  it('is not analysed where none of its functions is seen', () => {
    expect(() => sinksIn(`${application} ${served}`)).toThrow('exports no function handler');
  });

  it('answers by methods of its response', () => {
    expect(answerOf('framework:express.response.redirect')).toEqual({
      as: 'redirect',
      argument: 'last',
    });
    expect(answerOf('module:axios.redirect')).toBeUndefined();
    expect(isAnswering('framework:express.response.status')).toBe(true);
    expect(isAnswering('framework:koa.context.services.run')).toBe(false);
  });
});
