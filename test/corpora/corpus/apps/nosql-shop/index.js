const mongoose = require('mongoose');
const Product = require('./product');

let ready;

exports.handler = async (event, context) => {
  context.callbackWaitsForEmptyEventLoop = false;
  ready = ready || mongoose.connect(process.env.MONGODB_URI);
  await ready;

  const filter = JSON.parse(event.body || '{}');
  const products = await Product.find(filter).limit(20); // hole: query-injection
  const featured = await Product.findById(String(filter.featured));

  return { statusCode: 200, body: JSON.stringify({ products, featured }) };
};
