import { describe, expect, it } from 'vitest';
import { type KeyFault, keyFaultOf } from '../../../functions/engines/secrets/key-fault.ts';
import { hex, text, uuid } from './secret-samples.ts';

describe('keyFaultOf', () => {
  it.each<[string, KeyFault]>([
    ['secret', 'common'],
    ['abc123', 'common'],
    ['changeme', 'common'],
    ['your-jwt-secret-key', 'common'],
    ['your-256-bit-secret', 'common'],
    ['super_secret_key', 'common'],
    ['mySuperSecretJwtKey2024', 'common'],
    ['thisIsAVerySecureSecretKey123', 'common'],
    ['keyboard cat', 'common'],
    ['12345678901234567890123456789012', 'common'],
    ['a-string-secret-at-least-256-bits-long', 'common'],
    ['mi_clave_super_secreta', 'common'],
    ['shhhhh', 'common'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'common'],
    ['abcdefghijklmnopqrstuvwxyz0123456789', 'common'],
    ['replace-me-in-production-with-a-real-one', 'common'],
    ['shop-orders', 'named'],
    ['orders_secret_key', 'named'],
    ['OrdersApiJwtSecret2025', 'named'],
    ['gameapi', 'short'],
    ['w8Nq3Lz1', 'short'],
    ['12345678', 'common'],
    ['87654321', 'short'],
    ['sunshine-today', 'short'],
    ['t5Rw9Xb2Lq8Zm', 'brief'],
    ['pX8tRw2Ln6Zq4Bv0', 'brief'],
    ['EmpresaSecretKey', 'brief'],
    [text(31), 'brief'],
  ])('finds that %s is no key: %s', (value, fault) => {
    expect(keyFaultOf(value, 'shop-orders-login')).toBe(fault);
  });

  it.each([
    ['random', text(32)],
    ['in hexadecimal digits', hex(64)],
    ['a phrase of some length', 'seven grey herons walked over the frozen lake'],
    ['two UUIDs', uuid() + uuid()],
    ['an ARN', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:jwt'],
    ['a reference to be resolved', '{{resolve:secretsmanager:jwt}}'],
    ['a variable of a template', ['$', '{ssm:/jwt}'].join('')],
    ['a parameter', '/prod/shop/jwt'],
    ['an address', 'https://issuer.example.org/jwks'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIB'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
    ['what KMS encrypted', `AQICAH${text(12)}`],
    ['nothing', ' '],
  ])('says nothing of %s', (_, value) => {
    expect(keyFaultOf(value, 'shop-orders-login')).toBeUndefined();
  });

  it('takes no time for a long one', () => {
    expect(keyFaultOf('secret'.repeat(600), 'secret')).toBeUndefined();
  });
});
