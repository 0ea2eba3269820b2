exports.hello = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ message: 'Go Serverless!', input: event }, null, 2), // bad
});

exports.whole = (event, context, callback) => {
  callback(null, { statusCode: 200, body: JSON.stringify(event) }); // bad
};

exports.trigger = async (event) => {
  event.response.autoConfirmUser = true;
  return event; // good
};

exports.parts = async (event) => {
  const body = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify({ id: body.id, path: event.path }) }; // good
};

exports.echo = async (event) => ({ statusCode: 200, body: event.body }); // good

const parse = (args) => ({ _: args });

exports.text = async (event) => ({ statusCode: 200, body: String(parse(event)._) }); // good

exports.object = async (event) => ({ statusCode: 200, body: `${event}` }); // good

exports.object = async (event) => ({ statusCode: 200, body: JSON.stringify(parse(event)._) }); // bad

exports.cookie = async (event) => {
  const basket = JSON.parse(Buffer.from(event.headers.cookie, 'base64').toString());
  return { statusCode: 200, body: JSON.stringify({ basket }) }; // good
};
