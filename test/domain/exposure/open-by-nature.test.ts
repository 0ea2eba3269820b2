import { expect, it } from 'vitest';
import {
  isNamedForChange,
  isOpenByNature,
} from '../../../functions/domain/exposure/open-by-nature.ts';

it.each([
  'POST /login',
  'POST /auth/sign-up',
  'POST /api/v1/register/',
  'POST /otp/request',
  'POST /auth/send-otp',
  'POST /verifyOtp',
  'POST /verification-code',
  'POST /magic-link',
  'POST /contact',
  'POST /api/contact-us',
  'POST /newsletter',
  'POST /unsubscribe',
  'OPTIONS /orders',
  'GET /logout',
  'POST /auth/sign-out',
  'GET /health',
  'HEAD /v1/healthz',
  'GET /api-docs',
  'GET /openapi.json',
  'GET /favicon.ico',
  'GET /static/{rest+}',
  'GET /docs/{rest+}',
])('%s has to be open', (key) => {
  expect(isOpenByNature(key)).toBe(true);
});

it.each([
  'GET /contact',
  'PUT /contact',
  'POST /contacts',
  'POST /contact/{id}',
  'POST /admin/newsletter',
  'GET /otp/request',
  'POST /code',
  'POST /otp/delete',
  'POST /promo-code',
  'POST /links/send',
  'POST /subscribers',
  'GET /login',
  'DELETE /logout',
  'POST /{user}/logout',
  'POST /health',
  'POST /admin/signup',
  'GET /admin/docs',
  'POST /{tenant}/login',
  'GET /users/{id}/health',
  'GET /{rest+}',
  'POST /static/{rest+}',
  'GET /internal/static/{rest+}',
  'ANY /docs',
  'GET /orders',
])('%s may be asked', (key) => {
  expect(isOpenByNature(key)).toBe(false);
});

it.each<[boolean, string]>([
  [true, 'GET /delete/{id}'],
  [true, 'GET /items/{id}/delete'],
  [true, 'GET /remove-item'],
  [true, 'HEAD /removeItem/{id}'],
  [true, 'GET /cart/add'],
  [true, 'GET /todo_toggle/{id}'],
  [true, 'GET /api/UPDATE'],
  [true, 'GET /create.php'],
  [true, 'GET /set/{name}'],
  [true, 'GET /reset'],
  [false, 'GET /items/{delete}'],
  [false, 'GET /address'],
  [false, 'GET /settings'],
  [false, 'GET /datasets'],
  [false, 'GET /updates'],
  [false, 'GET /items'],
  [false, 'OPTIONS /delete/{id}'],
])('it is %s that a request changes something by %s', (is, key) => {
  expect(isNamedForChange(key)).toBe(is);
});
