import got from 'got';
import { request } from 'undici';

export const handler = async (event) => {
  const { tenant, path } = JSON.parse(event.body);

  await request(`https://${tenant}/api/status`); // bad: server-side-request-forgery
  await request('https://api.example.com/tenants/' + encodeURIComponent(tenant)); // good
  await got(new URL(path, 'https://api.example.com')); // bad: server-side-request-forgery
  await got('status', { prefixUrl: 'https://api.example.com', searchParams: { tenant } }); // good
  await got(path, { prefixUrl: process.env.API }); // good
};
