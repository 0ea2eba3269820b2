exports.handler = async (event) => {
  const domain = event.request.userAttributes.email.split('@')[1];
  const allowed = (process.env.ALLOWED_DOMAINS || '').split(',');

  if (!allowed.includes(domain)) throw new Error('This domain may not sign up');
  event.response.autoConfirmUser = true;
  event.response.autoVerifyEmail = true;
  return event;
};
