const https = require('https');
const { TELEGRAM_TOKEN } = process.env;

function call(method, body) {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = https.request(
      { hostname: 'api.telegram.org', path: `/bot${TELEGRAM_TOKEN}/${method}`, method: 'POST', headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) } },
      (response) => response.resume().on('end', resolve),
    );
    request.on('error', reject);
    request.end(text);
  });
}

exports.handler = async (event) => {
  const { message } = JSON.parse(event.body);
  await call('sendMessage', { chat_id: message.chat.id, text: `Echo: ${message.text}` });
  return { statusCode: 200 };
};
