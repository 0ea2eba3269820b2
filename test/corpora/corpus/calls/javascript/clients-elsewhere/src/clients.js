const SecretsManager = require('aws-sdk/clients/secretsmanager');
const StepFunctions = require('aws-sdk/clients/stepfunctions');

class Clients {
  constructor() {
    this.secrets = new SecretsManager();
    this.machines = new StepFunctions({ region: process.env.AWS_REGION });
  }
}
module.exports = new Clients();
