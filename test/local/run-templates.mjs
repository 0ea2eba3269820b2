import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { standInFor } from './stand-in-client.mjs';

/**
 * Runs handlers one after the other, each as its own role, and prints what each has called and what it
 * was refused. Standard input is a list of `{ code, event, env }`, of which the code is CommonJS. What is
 * not there is answered all the same, so that a handler goes on to its next call. The calls of clients
 * that are not installed are made by the program whose Python is the first argument.
 */
const require = createRequire(import.meta.url);
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { prototype } = Object.getPrototypeOf(DynamoDBClient);
const { send } = prototype;
const REFUSED = /AccessDenied|AuthorizationError/;

const answers = {
  // What is read may be written.
  Body: Object.assign(Buffer.from('a'), { transformToString: async () => 'a' }),
  Contents: [{ Key: 'a' }],
  Items: [],
};

async function run({ code, event, env }) {
  const [made, refused] = [[], []];
  Object.assign(process.env, env);

  async function answered(name, call) {
    made.push(name);
    try {
      return await call();
    } catch (error) {
      if (REFUSED.test(`${error.name} ${error.message}`)) refused.push(`${name}: ${error.message}`);
      return answers;
    }
  }
  prototype.send = function sent(command, ...more) {
    const name = command.constructor.name.replace(/Command$/, '');
    return answered(name, () => send.call(this, command, ...more));
  };
  const standIn = (service, operation, ...more) =>
    answered(operation, () => callElsewhere(env, service, operation, ...more));

  const module = { exports: {} };
  const required = (name) => (isInstalled(name) ? require(name) : standInFor(name, standIn));
  new Function('require', 'module', 'exports', code)(required, module, module.exports);
  await module.exports.handler(event, {});

  return { made, refused };
}

function isInstalled(name) {
  try {
    return require.resolve(name) !== undefined;
  } catch {
    return false;
  }
}

let elsewhere;

async function callElsewhere(env, service, operation, parameters, endpoint) {
  elsewhere ??= startElsewhere();
  const credentials = {
    aws_access_key_id: env.AWS_ACCESS_KEY_ID,
    aws_secret_access_key: env.AWS_SECRET_ACCESS_KEY,
    aws_session_token: env.AWS_SESSION_TOKEN,
  };
  const { child, lines } = elsewhere;
  child.stdin.write(
    `${JSON.stringify({ service, operation, parameters, endpoint, credentials })}\n`,
  );
  const { value } = await lines.next();
  const { error, message } = JSON.parse(value);
  if (error !== undefined) throw Object.assign(new Error(message), { name: error });

  return answers;
}

function startElsewhere() {
  const program = join(import.meta.dirname, 'make-calls.py');
  const child = spawn(process.argv[2], [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  return { child, lines };
}

const runs = [];
for (const each of JSON.parse(await text(process.stdin))) runs.push(await run(each));
console.log(JSON.stringify(runs));
if (elsewhere) {
  elsewhere.child.stdin.end();
  await once(elsewhere.child, 'close');
}
