import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * In the place of a client that the project has not installed: each class and each command of it,
 * whose calls `send` makes. What version 2 of the SDK has is there as well.
 *
 * @param packageName `@aws-sdk/client-ssm`, `aws-sdk`
 * @param send takes the name of the service (without `client-`; of version 2, its class), the
 *   operation, its parameters and the endpoint that the code has set, and answers as AWS does
 */
export function standInFor(packageName, send) {
  if (packageName === 'aws-sdk') return anyExport((name) => classOfVersion2(name, send));
  const service = packageName.replace('@aws-sdk/client-', '');

  return anyExport((name) => {
    const operation = /^(.+)Command$/.exec(name)?.[1];
    return operation === undefined ? clientOf(service, send) : commandOf(operation);
  });
}

function clientOf(service, send) {
  return class {
    constructor({ endpoint } = {}) {
      this.send = ({ operation, input }) => send(service, operation, input, endpoint);
    }
  };
}

function commandOf(operation) {
  return class {
    constructor(input) {
      Object.assign(this, { operation, input });
    }
  };
}

function classOfVersion2(name, send) {
  if (name === 'DynamoDB') return { DocumentClient };

  return function client() {
    return methods((method, parameters) =>
      send(name.toLowerCase(), `${method[0].toUpperCase()}${method.slice(1)}`, parameters),
    );
  };
}

/** That of version 3 takes the same. */
function DocumentClient() {
  const { DynamoDB } = require('@aws-sdk/client-dynamodb');
  const documents = require('@aws-sdk/lib-dynamodb').DynamoDBDocument.from(new DynamoDB());

  return methods((method, parameters) => documents[method](parameters));
}

function methods(call) {
  return anyExport((method) => (parameters) => ({ promise: () => call(method, parameters) }));
}

function anyExport(make) {
  return new Proxy({}, { get: (_, name) => (typeof name === 'string' ? make(name) : undefined) });
}
