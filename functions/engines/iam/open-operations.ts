/**
 * Whether anyone may call an operation without credentials of AWS, with what the caller knows: then code that
 * calls it gives a stranger nothing, and no role is asked.
 *
 * Source: each one's page in "Amazon Cognito user pools API Reference": "Amazon Cognito doesn't evaluate IAM
 * policies in requests for this API operation".
 */
export function isOpenToAnyone(action: string): boolean {
  return open.has(action.toLowerCase());
}

const open: ReadonlySet<string> = new Set(
  (
    'AssociateSoftwareToken ChangePassword CompleteWebAuthnRegistration ConfirmDevice ConfirmForgotPassword ' +
    'ConfirmSignUp DeleteUser DeleteUserAttributes DeleteWebAuthnCredential ForgetDevice ForgotPassword ' +
    'GetDevice GetTokensFromRefreshToken GetUser GetUserAttributeVerificationCode GetUserAuthFactors ' +
    'GlobalSignOut InitiateAuth ListDevices ListWebAuthnCredentials ResendConfirmationCode ' +
    'RespondToAuthChallenge RevokeToken SetUserMFAPreference SetUserSettings SignUp ' +
    'StartWebAuthnRegistration UpdateAuthEventFeedback UpdateDeviceStatus UpdateUserAttributes ' +
    'VerifySoftwareToken VerifyUserAttribute'
  )
    .split(' ')
    .map((name) => `cognito-idp:${name}`.toLowerCase()),
);
