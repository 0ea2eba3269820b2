const ORIGINS = (process.env.ORIGINS || 'https://app.example.com').split(',');

exports.handler = async (event) => {
  const origin = event.headers.origin || event.headers.Origin;
  const headers = { 'Access-Control-Allow-Origin': ORIGINS.includes(origin) ? origin : ORIGINS[0], 'Content-Type': 'application/json', 'X-Request-Id': event.requestContext.requestId };
  if (event.httpMethod === 'OPTIONS') return { statusCode: 204, headers };
  const self = `https://${event.requestContext.domainName}/${event.requestContext.stage}${event.path}`;
  return { statusCode: 201, headers: { ...headers, Location: `${self}/${Date.now()}` }, body: JSON.stringify({ self }) };
};
