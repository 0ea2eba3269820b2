// What the issuer of a token gives, which API Gateway or AppSync checked, and what its user chooses.
const fs = require('fs');

exports.rest = async (event) => {
  const { sub } = event.requestContext.authorizer.claims;
  fs.readFileSync(`/tmp/${sub}.db`); // good
  const user = event.requestContext.authorizer?.claims.sub ?? 'unknown';
  fs.readFileSync(`/tmp/${user}.db`); // good
  fs.readFileSync(`/tmp/${event.requestContext.authorizer.claims['cognito:username']}.db`); // bad: path-traversal
};

exports.http = async (event) => {
  fs.readFileSync(`/tmp/${event.requestContext.authorizer.jwt.claims.sub}.db`); // good
  fs.readFileSync(`/tmp/${event.requestContext.authorizer.jwt.claims.nickname}.db`); // bad: path-traversal
  // What a function of one's own put there may come from anywhere.
  fs.readFileSync(`/tmp/${event.requestContext.authorizer.sub}.db`); // bad: path-traversal
};

exports.resolver = async (event) => {
  fs.readFileSync(`/tmp/${event.identity.sub}.db`); // good
  fs.readFileSync(`/tmp/${event.identity.claims.sub}.db`); // good
  fs.readFileSync(`/tmp/${event.identity.username}.db`); // bad: path-traversal
  fs.readFileSync(`/tmp/${event.arguments.identity.sub}.db`); // bad: path-traversal
};

// It is AppSync that wrote it where its arguments or its `info` come along.
exports.taken = async ({ arguments: { id }, identity }) => {
  fs.readFileSync(`/tmp/${identity.sub}.db`); // good
  fs.readFileSync(`/tmp/${id}.db`); // bad: path-traversal
};

exports.takenLater = async (event) => {
  const { identity, info } = event;
  fs.readFileSync(`/tmp/${identity.sub}.db`); // good
  fs.readFileSync(`/tmp/${identity.username}.db`); // bad: path-traversal
  return info.fieldName;
};

exports.takenBelow = async (event) => {
  const owner = (it) => `/tmp/${it.identity.claims.sub}.db`;
  fs.readFileSync(owner(event)); // good
  return event.info.fieldName;
};

exports.ofAnyone = async (event) => {
  const { identity } = event;
  fs.readFileSync(`/tmp/${identity.sub}.db`); // bad: path-traversal
  fs.readFileSync(`/tmp/${event.identity.claims.sub}.db`); // bad: path-traversal
};

exports.unchecked = async (event) => {
  const claims = JSON.parse(event.body);
  fs.readFileSync(`/tmp/${claims.sub}.db`); // bad: path-traversal
  fs.readFileSync(`/tmp/${event.requestContext.accountId}.db`); // good
  fs.readFileSync(`/tmp/${event.requestContext.requestId}.db`); // good
};
