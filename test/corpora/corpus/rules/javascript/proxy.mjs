import axios from 'axios';

const HOSTS = ['api.example.com', 'cdn.example.com'];

export const handler = async (event) => {
  const { url, user } = event.queryStringParameters;

  const raw = await fetch(url); // bad: server-side-request-forgery
  const image = await axios.get(url, { responseType: 'arraybuffer' }); // bad: server-side-request-forgery
  const profile = await fetch(`https://api.example.com/users/${encodeURIComponent(user)}`); // good

  const target = new URL(url);
  if (!HOSTS.includes(target.hostname)) return { statusCode: 403 };
  const checked = await fetch(target); // good

  return { statusCode: 200, body: JSON.stringify([raw.status, image.status, profile.status, checked.status]) };
};
