const clients = require('./clients');
const { unused } = require('./unused');

module.exports.run = async (event) => {
  const { SecretString } = await clients.secrets.getSecretValue({ SecretId: process.env.SECRET_ARN }).promise();
  return clients.machines.startExecution({ stateMachineArn: process.env.MACHINE_ARN, input: JSON.stringify({ ...event, n: SecretString.length }) }).promise();
};
module.exports.other = unused;
