const PAGES = { home: '/', basket: '/basket' };

module.exports.handler = async (event) => {
  const { next, page } = event.queryStringParameters || {};

  if (page === 'any') return { statusCode: 302, headers: { Location: next } }; // bad: open-redirect
  if (page in PAGES) return { statusCode: 302, headers: { Location: PAGES[page] } }; // good
  return { statusCode: 301, headers: { Location: 'https://www.example.com/' + encodeURIComponent(next) } }; // good
};
