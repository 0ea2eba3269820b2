import middy from '@middy/core';
import secretsManager from '@middy/secrets-manager';
import ssm from '@middy/ssm';

const lambda = async (event, context) => ({ url: context.url, user: context.db.username });

export const handler = middy(lambda)
  .use(ssm({ fetchData: { url: '/shop/url' }, setToContext: true }))
  .use(secretsManager({ fetchData: { db: 'shop/db' }, setToContext: true }));
