import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Client } from '@opensearch-project/opensearch';

const client = new Client({ node: process.env.OPENSEARCH_URL });

export const handler = async (event) => {
  for (const { eventName, dynamodb } of event.Records) {
    const { id } = unmarshall(dynamodb.Keys);
    if (eventName === 'REMOVE') await client.delete({ index: 'orders', id });
    else await client.index({ index: 'orders', id, body: unmarshall(dynamodb.NewImage) });
  }
  const { hits } = (await client.search({ index: 'orders', body: { query: { match_all: {} } } })).body;
  console.log(`${hits.total.value} orders`);
};
