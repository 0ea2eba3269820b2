const got = require('got');
const { Agent } = require('undici');
const nodemailer = require('nodemailer');
const { Pool } = require('pg');

const client = got.extend({ https: { rejectUnauthorized: false } }); // bad: tls-verification-disabled
const agent = new Agent({ connect: { rejectUnauthorized: false } }); // bad: tls-verification-disabled
const mail = nodemailer.createTransport({ host: 'smtp.internal.example', tls: { minVersion: 'TLSv1.2' } }); // good
const pool = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: false } }); // bad: tls-verification-disabled

exports.handler = async () => {
  await client.get('https://crm.internal.example/ping');
  await fetch('https://erp.internal.example/ping', { dispatcher: agent });
  await pool.query('select 1'); // good
  await mail.sendMail({ to: 'ops@example.com', subject: 'ok', text: 'ok' }); // good
};
