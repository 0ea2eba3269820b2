const { AthenaClient, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');
const athena = new AthenaClient({});

exports.handler = async (event) => {
  const [year, month, day] = event.time.slice(0, 10).split('-');
  const query = `ALTER TABLE logs ADD IF NOT EXISTS PARTITION (year='${year}', month='${month}', day='${day}')`;
  await athena.send(new StartQueryExecutionCommand({ QueryString: query, WorkGroup: process.env.WORK_GROUP }));
};
