const stripe = require('stripe')(process.env.STRIPE_SECRET_KEY);

exports.handler = async (event) => {
  let message;
  try {
    message = stripe.webhooks.constructEvent(event.body, event.headers['Stripe-Signature'], process.env.STRIPE_WEBHOOK_SECRET);
  } catch (error) {
    return { statusCode: 400, body: `Webhook Error: ${error.message}` };
  }
  if (message.type === 'checkout.session.completed') await stripe.customers.update(message.data.object.customer, { metadata: { paid: 'yes' } });
  return { statusCode: 200, body: JSON.stringify({ received: true }) };
};
