const jwt = require('jsonwebtoken');

exports.handler = async (event) => {
  const claims = jwt.decode(event.authorizationToken.replace('Bearer ', '')); // bad: open-authorizer
  return {
    principalId: claims.sub,
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }] }, // good
  };
};
