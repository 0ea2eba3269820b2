const respond = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) }); // bad

exports.message = async (event) => {
  try {
    return { statusCode: 200, body: 'ok' }; // good
  } catch (error) {
    return { statusCode: 500, body: error.message }; // bad
  }
};

exports.stack = async (event) => {
  try {
    return { statusCode: 200, body: 'ok' }; // good
  } catch (err) {
    console.error(err);
    return { statusCode: 500, body: JSON.stringify({ error: err.stack }) }; // bad
  }
};

exports.whole = (event, context, callback) => {
  load().catch((error) => callback(null, { statusCode: 502, body: JSON.stringify(error) })); // bad
};

exports.text = async (event) => {
  try {
    await load();
  } catch (error) {
    return { statusCode: 500, headers: {}, body: `Failed: ${error}` }; // bad
  }
};

exports.helper = async (event) => {
  try {
    await load();
  } catch ({ message }) {
    return respond(500, { message });
  }
};

exports.generic = async (event) => {
  try {
    await load();
  } catch (error) {
    console.error(error);
    return { statusCode: 500, body: JSON.stringify({ message: 'Internal error' }) }; // good
  }
};

exports.known = async (event) => {
  try {
    await load();
  } catch (error) {
    if (error.name === 'NotFound') return { statusCode: 404, body: error.message }; // good
    if (error.code === 'ConditionalCheckFailedException') return { statusCode: 409, body: error.code }; // good
    return { statusCode: error.statusCode, body: 'Internal error' }; // good
  }
};

exports.thrown = async (event) => {
  try {
    await load();
  } catch (error) {
    throw new Error(`no items: ${error.message}`); // good
  }
};

const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const keep = (store, error) => {
  store.send(new PutItemCommand({ TableName: 'failed', Item: { message: { S: error.message } } })); // good
};

const fail = (reply, error) => reply.code(500).send({ message: error.message }); // bad

const say = (t, error) => t.send({ message: error.message }); // bad

exports.kept = async (event, context) => {
  try {
    await load();
  } catch (error) {
    keep(new DynamoDBClient({}), error);
    return { statusCode: 500, body: 'Internal error' }; // good
  }
};

exports.caught = (event, reply) => load().catch((error) => fail(reply, error));

exports.said = (event, reply) => load().catch((error) => say(reply, error));
