const crypto = require('crypto');
const axios = require('axios');

function verified({ headers, body }) {
  const time = headers['x-slack-request-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const mine = 'v0=' + crypto.createHmac('sha256', process.env.SLACK_SIGNING_SECRET).update(`v0:${time}:${body}`).digest('hex');
  const theirs = headers['x-slack-signature'] || '';
  return mine.length === theirs.length && crypto.timingSafeEqual(Buffer.from(mine), Buffer.from(theirs));
}

exports.handler = async (event) => {
  if (!verified(event)) return { statusCode: 401, body: 'bad signature' };

  const payload = JSON.parse(event.body);
  if (payload.type === 'url_verification') return { statusCode: 200, body: payload.challenge };

  await axios.post('https://slack.com/api/chat.postMessage', { channel: payload.event.channel, text: `You said: ${payload.event.text}` }, {
    headers: { Authorization: `Bearer ${process.env.SLACK_BOT_TOKEN}` },
  });
  return { statusCode: 200, body: '' };
};
