import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

/**
 * Runs handlers one after the other, each as its own role, and prints what each has called and what it
 * was refused. Standard input is a list of `{ code, event, env }`, of which the code is CommonJS. What is
 * not there is answered all the same, so that a handler goes on to its next call.
 */
const require = createRequire(import.meta.url);
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { prototype } = Object.getPrototypeOf(DynamoDBClient);
const { send } = prototype;

const answers = {
  Body: { transformToString: async () => 'a' },
  Contents: [{ Key: 'a' }],
  Items: [],
};

async function run({ code, event, env }) {
  const [made, refused] = [[], []];
  Object.assign(process.env, env);
  prototype.send = async function sent(command, ...more) {
    const name = command.constructor.name.replace(/Command$/, '');
    made.push(name);
    try {
      return await send.call(this, command, ...more);
    } catch (error) {
      if (/AccessDenied|AuthorizationError/.test(`${error.name} ${error.message}`)) {
        refused.push(`${name}: ${error.message}`);
      }
      return answers;
    }
  };
  const module = { exports: {} };
  new Function('require', 'module', 'exports', code)(require, module, module.exports);
  await module.exports.handler(event, {});

  return { made, refused };
}

const runs = [];
for (const each of JSON.parse(await text(process.stdin))) runs.push(await run(each));
console.log(JSON.stringify(runs));
