import { KEY_OF_TOKEN, OF_PLAIN_PASSWORD, UNSIGNED_TOKEN } from '../../engines/signatures/index.ts';
import { type Language, weaknessCheck } from './weakness-check.ts';

export const weakCrypto = weaknessCheck({
  id: 'code/weak-crypto',
  title: 'Broken or weak cryptography for a security purpose',
  severity: 'medium',
  rationale:
    'What it protects it does not protect: MD5 and SHA-1 of a password are guessed at billions a ' +
    'second, ECB and fixed keys show what they hide, and a token whose signature is not checked is ' +
    'written by anyone. Where a package verifies tokens before, or all that is read is who a token is about, that is ' +
    'medium, and low of an id_token that the token endpoint has just answered with, or where the same token is verified after it.',
  remediation:
    'Passwords: Argon2, scrypt or bcrypt. Encryption: AES-GCM with a new nonce each time and a key ' +
    'from KMS or Secrets Manager. Signatures: SHA-256 or better, always checked.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/327.html',
  ],
  cwe: 'CWE-327',
  frameworks: { owasp: ['S3:2017'] },
  does,
  accepted: 'it is used there',
  instead,
});

function does(sink: string): string {
  if (believing.has(sink)) return 'reads a token without verifying its signature';
  if (sink === UNSIGNED_TOKEN)
    return 'is JSON in base64 and not signed, and the code takes from it who asks: anyone writes one for any user';
  if (sink.endsWith(KEY_OF_TOKEN))
    return 'takes the key from the token that it verifies: anyone writes one for any user and signs it by the same rule';
  if (sink.endsWith('answer ignored'))
    return 'lets every token pass: the code goes on whatever it says';
  if (sink.endsWith(OF_PLAIN_PASSWORD))
    return 'keeps it as it was sent: all who read the table, a backup or a log of it have the password, there and where it is used again';

  return 'is too weak for what it protects';
}

/** Sinks that read a token and check nothing of it. */
const believing: ReadonlySet<string> = new Set([
  'jwt.decode',
  'jwt.get_unverified_claims',
  'jwt payload',
]);

function instead(sink: string, language: Language): string | undefined {
  const isPython = language === 'python';
  if (sink.endsWith('answer ignored')) {
    return 'Ask what it answers, and refuse the request where it is not the claims of the token; or have it throw, and let the error end the request.';
  }
  if (sink === UNSIGNED_TOKEN) {
    return isPython
      ? "Sign tokens when they are given out, and verify them here: jwt.encode(claims, key, algorithm='HS256'), jwt.decode(token, key, algorithms=['HS256']) with an exp of minutes."
      : "Sign tokens when they are given out, and verify them here: jwt.sign(claims, key, { algorithm: 'HS256', expiresIn: '15m' }), jwt.verify(token, key, { algorithms: ['HS256'] }).";
  }
  if (sink.endsWith(KEY_OF_TOKEN)) {
    return isPython
      ? "Take the key from Secrets Manager, at least 32 random bytes, the same for all tokens or looked up by whose they are: jwt.decode(token, key, algorithms=['HS256'])."
      : "Take the key from Secrets Manager, at least 32 random bytes, the same for all tokens or looked up by whose they are: jwt.verify(token, key, { algorithms: ['HS256'] }).";
  }
  if (/jwt|jws|jose/i.test(sink)) {
    return isPython
      ? "Check the signature, and name the algorithm: jwt.decode(token, key, algorithms=['RS256'], audience=…). Without it anyone writes the claims."
      : "Check the signature, and name the algorithm: jwt.verify(token, key, { algorithms: ['RS256'], audience }). jwt.decode checks nothing, and none is no algorithm.";
  }
  if (/cipher|aes|des|rc4|ecb|encrypt/i.test(sink)) {
    return isPython
      ? 'Encrypt with AES-GCM and a new nonce each time: AESGCM(key).encrypt(nonce := os.urandom(12), data, None), with a key from KMS or Secrets Manager.'
      : "Encrypt with AES-GCM and a new nonce each time: createCipheriv('aes-256-gcm', key, randomBytes(12)), keep getAuthTag() beside it, with a key from KMS or Secrets Manager.";
  }

  return isPython
    ? "Of a password: hashlib.scrypt(password, salt=os.urandom(16), n=2**14, r=8, p=1), or argon2-cffi. Of a signature: hmac.new(key, data, 'sha256'). A checksum may stay as it is: hashlib.md5(data, usedforsecurity=False) says so."
    : "Of a password: scrypt(password, randomBytes(16), 64). Of a signature: createHmac('sha256', key). Where it is a checksum only, SHA-256 costs as little.";
}
