const { convert } = require('./convert');

// A page or document of a link, as plain text.
module.exports.handler = async (event) => {
  const link = event.queryStringParameters && event.queryStringParameters.document_url;
  if (!link) return { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: 'give me a document_url' };

  try {
    const text = await convert(link);
    return { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: text };
  } catch (error) {
    return { statusCode: 500, body: 'could not convert' };
  }
};
