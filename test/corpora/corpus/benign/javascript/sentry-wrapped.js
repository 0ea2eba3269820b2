const Sentry = require('@sentry/serverless');
Sentry.AWSLambda.init({ dsn: process.env.SENTRY_DSN, tracesSampleRate: 0.1 });

exports.handler = Sentry.AWSLambda.wrapHandler(async (event) => {
  const numbers = JSON.parse(event.body).numbers.map(Number);
  return { statusCode: 200, body: JSON.stringify({ mean: numbers.reduce((a, b) => a + b, 0) / numbers.length }) };
});
