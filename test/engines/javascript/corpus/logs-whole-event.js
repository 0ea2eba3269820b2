const { Logger } = require('@aws-lambda-powertools/logger');
const pino = require('pino');

const logger = new Logger();
const log = pino();

exports.console = async (event) => {
  console.log(event); // bad
  console.log('event', JSON.stringify(event, null, 2)); // bad
  console.info(`Received ${JSON.stringify(event)}`); // bad
  console.log('EVENT: \n' + JSON.stringify(event)); // bad
  console.log({ event }); // bad
  console.log(event.headers); // bad
  console.debug('token', event.headers.Authorization); // bad
  console.log(event.Records.length); // good
  console.log('path', event.path); // good
  console.log(Object.keys(event)); // good
  console.log('start'); // good
  console.log(event.headers['user-agent']); // good
};

exports.loggers = async (event) => {
  logger.info('event', { event }); // bad
  log.info(event); // bad
  logger.info('order', { id: event.id }); // good
  log.info({ id: event.pathParameters.id }, 'order'); // good
  logger.addContext(event); // good
  logger.info('done'); // good
  logger.error('failed', new Error('no order')); // good
  log.warn(event.Records.length); // good
};

exports.helper = async (event) => {
  debug(event);
};

function debug(value) {
  console.log(JSON.stringify(value)); // bad
  console.log(typeof value); // good
}

exports.texts = async (event) => {
  console.log(`event: ${event}`); // good
  console.log('event: ' + event); // good
  console.warn(`Expected number but observed string: ${textOf(event)}`); // good
  console.log(String(event)); // good
  console.log(event.toString()); // good
  console.log(`headers: ${event.headers}`); // good
  console.log(`token: ${event.headers.Authorization}`); // bad: log-injection, logs-whole-event
  console.log('token: ' + String(event.authorizationToken)); // bad: log-injection, logs-whole-event
};

function textOf(value) {
  return value;
}
