import { describe, expect, it } from 'vitest';
import { isCredentialName, mayRefuse } from '../../../functions/engines/signatures/index.ts';

describe('the name of a credential', () => {
  it.each(
    'Authorization authorizationToken x-api-key apiKey API_KEY token access_token idToken session sid password pwd pin otp verificationCode auth cookie x-hub-signature credentials jwt userPassword user_token connect.sid adminKey X-Hub-Signature-256 x-api-key-header token_hash otpCode confirmation_code x-auth-key sessionToken editKey deleteCode'.split(
      ' ',
    ),
  )('is %s', (name) => {
    expect(isCredentialName(name)).toBe(true);
  });

  it.each(
    'key code id userId author next_token pageToken deviceToken csrfToken captcha_token new_password confirmPassword token_type tokenExpires idempotency_key email category keyword x-auth-user-id authUserId auth-user tokenId stripeToken x-auth-role authScheme session_id sessionId x-auth-user tokenCount maxTokens idempotencyToken token_address tokenSymbol x-auth-group x-auth-group-value authLevel x-auth-domain session_language session_language_code cookie-consent secretSanta tokenKind promo_code editKind deleteId'.split(
      ' ',
    ),
  )('is not %s', (name) => {
    expect(isCredentialName(name)).toBe(false);
  });
});

describe('code that may refuse', () => {
  it.each([
    ["return {'statusCode': 401}", true],
    ['raise HTTPException(status.HTTP_403_FORBIDDEN)', true],
    ['throw new UnauthorizedException()', true],
    ['except client.exceptions.NotAuthorizedException:', true],
    ["return {'statusCode': 200}", false],
    ['width = 4010', false],
  ])('%s: %s', (text, expected) => {
    expect(mayRefuse(text)).toBe(expected);
  });
});
