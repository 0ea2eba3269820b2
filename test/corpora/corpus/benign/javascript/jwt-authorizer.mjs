import { CognitoJwtVerifier } from 'aws-jwt-verify';

const verifier = CognitoJwtVerifier.create({ userPoolId: process.env.POOL_ID, tokenUse: 'access', clientId: process.env.CLIENT_ID });

export const handler = async (event) => {
  try {
    const payload = await verifier.verify(event.headers.authorization?.replace(/^Bearer /, ''));
    return { isAuthorized: true, context: { sub: payload.sub } };
  } catch {
    return { isAuthorized: false };
  }
};
