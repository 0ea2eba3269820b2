import { describe, expect, it } from 'vitest';
import {
  isAskingName,
  isBeforeCredentials,
  isGuardingName,
  isRefusingText,
} from '../../../functions/engines/signatures/index.ts';

describe('what is called so may ask for a credential', () => {
  it.each(
    'requireAuth verifySignature checkToken verify_jwt isAuthorized is_authorized authenticate authorizeUser basicAuth comparePassword check_password_hash hasPermission isAdmin getCurrentUser getUserFromToken timingSafeEqual compare_digest verifySlackRequest validateApiKeySecret auth'
      .split(' ')
      .map((name) => [name]),
  )('%s', (name) => {
    expect(isAskingName(name)).toBe(true);
  });

  it.each(
    'signToken generateToken createSession validateUser validateBody validate_session_id checkPasswordStrength checkTokenExpiry getAuthUrl hasOwnProperty isArray updatePassword getSession getItem verify buildAuthHeader authorEmail'
      .split(' ')
      .map((name) => [name]),
  )('not %s', (name) => {
    expect(isAskingName(name)).toBe(false);
  });
});

it.each([
  ['login_required', true],
  ['jwtAuth', true],
  ['protect', true],
  ['get_current_user', true],
  ['sessionGuard', true],
  ['logger', false],
  ['createToken', false],
  ['cors', false],
])('%s stands before a route to ask: %s', (name, is) => {
  expect(isGuardingName(name)).toBe(is);
});

it.each([
  ['Unauthorized', true],
  ['Invalid token', true],
  ['incorrect password', true],
  ['Not logged in', true],
  ['token has expired or is not valid', true],
  ['Invalid e-mail', false],
  ['No API key configured', false],
  ['Missing password', false],
  ['Not found', false],
])('%s says that who comes has no right: %s', (text, is) => {
  expect(isRefusingText(text)).toBe(is);
});

it.each([
  ['/auth/login', true],
  ['/sign-up', true],
  ['/health', true],
  ['/orders', false],
  ['/users/{id}', false],
])('%s is before there is a credential: %s', (path, is) => {
  expect(isBeforeCredentials(path)).toBe(is);
});
