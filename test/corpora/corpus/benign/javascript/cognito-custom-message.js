exports.handler = (event, context, callback) => {
  if (event.triggerSource === 'CustomMessage_SignUp') {
    const { codeParameter, userAttributes } = event.request;
    const link = `${process.env.BASE_URL}/confirm?user=${encodeURIComponent(event.userName)}&code=${codeParameter}`;
    event.response.emailSubject = 'Welcome';
    event.response.emailMessage = `<p>Hi ${userAttributes.given_name}, <a href="${link}">confirm</a> (${codeParameter})</p>`;
  }
  callback(null, event);
};
