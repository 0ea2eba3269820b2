const { SSMClient, GetParameterCommand, PutParameterCommand } = require('@aws-sdk/client-ssm');
const NAME = process.env.PARAMETER || '/counters/main';
const client = new SSMClient();

exports.handler = async () => {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: NAME, WithDecryption: true }));
  const Value = String(Number(Parameter.Value) + 1);
  await client.send(new PutParameterCommand({ Name: NAME, Value, Overwrite: true }));
  return Value;
};
