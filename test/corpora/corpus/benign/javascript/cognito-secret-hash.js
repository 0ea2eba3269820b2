const { createHmac } = require('crypto');
const { CognitoIdentityProviderClient, InitiateAuthCommand } = require('@aws-sdk/client-cognito-identity-provider');
const client = new CognitoIdentityProviderClient({});

exports.handler = async (event) => {
  const { username, password } = JSON.parse(event.body);
  const SECRET_HASH = createHmac('SHA256', process.env.CLIENT_SECRET).update(username + process.env.CLIENT_ID).digest('base64');
  const { AuthenticationResult } = await client.send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: process.env.CLIENT_ID,
    AuthParameters: { USERNAME: username, PASSWORD: password, SECRET_HASH },
  }));
  return { statusCode: 200, body: JSON.stringify({ token: AuthenticationResult.IdToken }) };
};
