const { EC2Client, StartInstancesCommand, waitUntilInstanceRunning } = require('@aws-sdk/client-ec2');
const client = new EC2Client({ region: 'eu-west-1' });

exports.handler = async ({ id }) => {
  const command = new StartInstancesCommand({ InstanceIds: [id] });
  await client.send(command);
  await waitUntilInstanceRunning({ client, maxWaitTime: 60 }, { InstanceIds: [id] });
};
