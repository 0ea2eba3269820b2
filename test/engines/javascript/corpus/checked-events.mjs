// What wraps a handler has checked the event before it comes.
import { exec } from 'node:child_process';
import middy from '@middy/core';
import validator from '@middy/validator';
import { transpileSchema } from '@middy/validator/transpile';
import vandium from 'vandium';

const schema = {
  type: 'object',
  properties: {
    pathParameters: {
      type: 'object',
      properties: { id: { type: 'integer' }, day: { type: 'string', pattern: '^[0-9-]+$' } },
    },
    queryStringParameters: {
      properties: { kind: { enum: ['a', 'b'] }, text: { type: 'string' } },
    },
  },
};

const list = async (event) => {
  const { id, day, other } = event.pathParameters;
  exec(`ls ${id} -l`); // good
  exec(`ls ${event.pathParameters.id} -l`); // good
  exec(`ls d/${day}`); // good
  exec(`ls ${event.queryStringParameters.kind} -l`); // good
  exec(`ls ${event.queryStringParameters.text}`); // bad: command-injection
  exec(`ls ${other}`); // bad: command-injection
};

export const byMiddy = middy(list).use(validator({ eventSchema: transpileSchema(schema) }));

const plain = async (event) => {
  exec(`ls ${event.pathParameters.id} -l`); // bad: command-injection
};

export const bySomethingElse = middy(plain).use(logger({ eventSchema: schema }));

export const byVandium = vandium
  .api()
  .GET()
  .validation({
    pathParameters: { id: 'number:min=1,required', name: 'string:min=1', day: vandium.types.date() },
  })
  .handler(async (event) => {
    exec(`ls ${event.pathParameters.id} -l`); // good
    exec(`ls ${event.pathParameters.day} -l`); // good
    exec(`ls ${event.pathParameters.name}`); // bad: command-injection
    exec(`ls ${event.queryStringParameters.id}`); // bad: command-injection
  });
