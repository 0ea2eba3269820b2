const axios = require('axios');
const api = axios.create({ baseURL: process.env.API_URL, timeout: 3000, headers: { 'x-api-key': process.env.API_KEY } });

exports.handler = async (event) => {
  const { id } = event.pathParameters;
  const { data: user } = await api.get(`/users/${id}`);
  const { data: posts } = await axios.get(`https://jsonplaceholder.typicode.com/posts/${id}`);
  const { data: orders } = await api.get('/orders', { params: { user: id } });
  return { statusCode: 200, body: JSON.stringify({ user, posts, orders }) };
};
