import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';

const client = new RDSDataClient({});
const target = { resourceArn: process.env.CLUSTER_ARN, secretArn: process.env.SECRET_ARN };

export const handler = async (event) => {
  const { city } = event.queryStringParameters ?? {};

  const first = await client.send(
    new ExecuteStatementCommand({ ...target, sql: `select * from shops where city = '${city}'` }), // bad: query-injection
  );
  const second = await client.send(
    new ExecuteStatementCommand({ // good
      ...target,
      sql: 'select * from shops where city = :city',
      parameters: [{ name: 'city', value: { stringValue: city } }],
    }),
  );

  return { statusCode: 200, body: JSON.stringify([first.records, second.records]) };
};
