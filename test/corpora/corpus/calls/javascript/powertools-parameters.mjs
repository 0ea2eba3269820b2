import { getParameter, getParameters } from '@aws-lambda-powertools/parameters/ssm';
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';

export const handler = async () => {
  const url = await getParameter('/shop/url');
  const flags = await getParameters('/shop/flags');
  const key = await getSecret('shop/key');
  return { url, flags, n: key.length };
};
