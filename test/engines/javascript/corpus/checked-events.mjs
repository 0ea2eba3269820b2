// What wraps a handler has checked the event before it comes.
import { exec } from 'node:child_process';
import middy from '@middy/core';
import cors from '@middy/http-cors';
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

const numbers = async (event) => {
  exec(`ls ${event.pathParameters.id} -a`); // good
  exec(`ls d/${event.pathParameters.day} -a`); // good
  exec('ls', () => event.pathParameters.other); // good
};

export const byBoth = process.env.STRICT
  ? middy(numbers).use(validator({ eventSchema: schema }))
  : middy().use(validator({ inputSchema: schema })).use(cors()).handler(numbers);

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

const loose = async (event) => {
  exec(`ls ${event.pathParameters.id} -l`); // bad: command-injection
};

export const byOneOfTwo = process.env.STRICT
  ? middy(loose).use(validator({ eventSchema: schema }))
  : middy(loose);

const kind = process.env.STRICT ? { type: 'integer' } : { type: 'string' };

const mixed = async (event) => {
  exec(`ls ${event.pathParameters.kind}`); // bad: command-injection
  exec(`ls ${event.pathParameters.id}`); // good
};

export const bySchemas = middy(mixed).use(
  validator({
    eventSchema: { properties: { pathParameters: { properties: { kind, id: { type: 'integer' } } } } },
  }),
);

const changed = async (event) => {
  exec(`ls ${event.pathParameters.id}`); // bad: command-injection
};

const fill = {
  before: (request) => {
    request.event.pathParameters.id = request.event.headers.id;
  },
};

export const byChanged = middy(changed).use(validator({ eventSchema: schema })).use(fill);

const named = async (event) => {
  exec(`ls ${event.pathParameters.id}`); // bad: command-injection
};

const wrapper = middy(named).use(validator({ eventSchema: schema }));
wrapper.use(fill);

export const byName = wrapper;

const filled = async (event) => {
  exec(`ls ${event.pathParameters.id}`); // good
  exec(`ls ${event.pathParameters.id} -l`); // good
  exec(`ls d/${event.pathParameters.day} -l`); // good
};

export const byFilled = middy(filled)
  .use([fill, validator({ eventSchema: schema }), cors()])
  .use({ after: (request) => request.response });

const copied = async (event) => {
  exec(`ls ${event.pathParameters.id}`); // bad: command-injection
  exec(`ls ${event.pathParameters.day}`); // good
};

export const byCopied = middy(copied).use(
  validator({
    eventSchema: {
      properties: {
        pathParameters: { properties: { id: { type: 'integer' }, ...looser, day: { type: 'integer' } } },
      },
    },
  }),
);

const several = async (event) => {
  exec(`ls ${event.pathParameters.id} -l`); // bad: command-injection
};

export const byVerbs = vandium
  .api()
  .GET()
  .validation({ pathParameters: { id: 'number' } })
  .handler(async (event) => {
    exec(`ls ${event.pathParameters.id} -l`); // good
  })
  .PUT()
  .handler(async (event) => {
    exec(`ls ${event.pathParameters.id} -r`); // bad: command-injection
  })
  .POST()
  .validation({ pathParameters: { id: 'number' } })
  .handler(several)
  .DELETE()
  .handler(several);

const twice = async (event) => {
  exec(`ls ${event.pathParameters.id} -l`); // bad: command-injection
};

export const byVerbItself = vandium
  .api()
  .GET()
  .validation({ pathParameters: { id: 'number' } })
  .handler(twice)
  .PUT(twice);

const parsing = async (event) => {
  exec(`ls ${JSON.parse(event.body).id} -l`); // bad: command-injection
};

export const byUntypedBody = middy(parsing).use(
  validator({ eventSchema: { properties: { body: { properties: { id: { type: 'integer' } } } } } }),
);

export const byInverted = vandium
  .api()
  .GET()
  .validation({
    pathParameters: {
      id: vandium.types.string().regex(/^[a-z]+$/, { invert: true }),
      day: vandium.types.string().regex(/^[\d-]+$/, 'a day'),
      own: vandium.types.number().custom((value) => value),
    },
  })
  .handler(async (event) => {
    exec(`ls ${event.pathParameters.id}`); // bad: command-injection
    exec(`ls d/${event.pathParameters.day}`); // good
    exec(`ls d/${event.pathParameters.own}`); // bad: command-injection
  });
