const crypto = require('crypto');
const { SESv2Client, SendEmailCommand } = require('@aws-sdk/client-sesv2');
const ses = new SESv2Client({});

exports.handler = async (event) => {
  const { session, userAttributes } = event.request;
  let code;

  if (!session || !session.length) {
    code = crypto.randomInt(100000, 999999).toString();
    await ses.send(
      new SendEmailCommand({
        Destination: { ToAddresses: [userAttributes.email] },
        FromEmailAddress: process.env.SENDER,
        Content: { Simple: { Subject: { Data: 'Your code' }, Body: { Text: { Data: `Your code is ${code}` } } } },
      }),
    );
  } else {
    code = session.slice(-1)[0].challengeMetadata.match(/CODE-(\d*)/)[1];
  }
  event.response.publicChallengeParameters = { email: userAttributes.email };
  event.response.privateChallengeParameters = { code };
  event.response.challengeMetadata = `CODE-${code}`;
  return event;
};
