const https = require('https');

const get = (url) => new Promise((resolve, reject) => {
  https.get(url, (response) => {
    let data = '';
    response.on('data', (chunk) => (data += chunk));
    response.on('end', () => resolve(JSON.parse(data)));
  }).on('error', reject);
});

exports.handler = async (event) => {
  const { latitude, longitude } = event.queryStringParameters;
  const forecast = await get(`https://api.open-meteo.com/v1/forecast?latitude=${Number(latitude)}&longitude=${encodeURIComponent(longitude)}`);
  return { statusCode: 200, body: JSON.stringify(forecast) };
};
