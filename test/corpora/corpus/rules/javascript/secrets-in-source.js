const Stripe = require('stripe');
const { Client } = require('pg');

const stripe = new Stripe('{{stripe-live}}'); // bad: secret-in-code
const shown = '{{stripe-publishable}}'; // good
const id = '{{aws-key-id}}'; // bad: secret-in-code
const sample = 'AKIAIOSFODNN7EXAMPLE'; // good
const db = new Client({ connectionString: 'postgres://app:{{password}}@db.shop.internal:5432/shop' }); // bad: secret-in-code
const local = 'postgres://postgres:postgres@localhost:5432/test'; // good
const github = '{{github-token}}'; // bad: secret-in-code
const config = { apiKey: 'YOUR_API_KEY_HERE', password: process.env.PASSWORD, token: '<token>' }; // good

exports.handler = async () => ({ balance: await stripe.balance.retrieve(), shown, id, sample, db, local, github, config });
