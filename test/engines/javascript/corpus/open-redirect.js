const SITES = ['https://example.com', 'https://www.example.com'];

exports.query = async (event) => ({
  statusCode: 302,
  headers: { Location: event.queryStringParameters.url }, // bad
});

exports.lowercase = async ({ queryStringParameters: { next } }) => {
  return { statusCode: 301, headers: { location: next }, body: '' }; // bad
};

exports.edge = async (event) => {
  const { querystring } = event.Records[0].cf.request;
  const target = new URLSearchParams(querystring).get('to');
  return {
    status: '302',
    headers: { location: [{ key: 'Location', value: target }] }, // bad
  };
};

exports.assigned = (event, context, callback) => {
  const response = { statusCode: 302, headers: {} };
  response.headers.Location = event.queryStringParameters.url; // bad
  const headers = {};
  headers['Location'] = event.queryStringParameters.url; // bad
  callback(null, { statusCode: 302, headers: { Location: `https://${event.queryStringParameters.host}/` } }); // bad
};

exports.slash = async (event) => ({
  statusCode: 302,
  headers: { Location: '/' + event.queryStringParameters.next }, // bad
});

exports.fixed = async (event) => [
  { statusCode: 302, headers: { Location: `https://example.com/${event.pathParameters.id}` } }, // good
  { statusCode: 302, headers: { Location: `/items/${event.pathParameters.id}` } }, // good
  { statusCode: 302, headers: { Location: `${process.env.SITE}/login?next=${event.rawPath}` } }, // good
  { statusCode: 302, headers: { Location: `${process.env.SITE}?next=${encodeURIComponent(event.rawPath)}` } }, // good
  { statusCode: 201, headers: { Location: event.id } }, // good
  { statusCode: 302, headers: { Location: process.env.SITE } }, // good
];

exports.allowed = async (event) => {
  const { url, next } = event.queryStringParameters;
  if (!SITES.includes(new URL(url).origin)) return { statusCode: 400 };
  if (!next.startsWith('/') || next.startsWith('//')) return { statusCode: 400 };
  return event.a
    ? { statusCode: 302, headers: { Location: url } } // good
    : { statusCode: 302, headers: { Location: next } }; // good
};

exports.table = async (event) => {
  const targets = new Map([['home', 'https://example.com/']]);
  return { statusCode: 302, headers: { Location: targets.get(event.to) } }; // good
};

exports.stored = async (event) => {
  const link = await find(event.pathParameters.id);
  return { statusCode: 302, headers: { Location: link.url } }; // good
};
