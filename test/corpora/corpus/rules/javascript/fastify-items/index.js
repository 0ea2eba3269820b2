const awsLambdaFastify = require('@fastify/aws-lambda');
const build = require('./app');

exports.handler = awsLambdaFastify(build());
