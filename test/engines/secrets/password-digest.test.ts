import { describe, expect, it } from 'vitest';
import { fileSecrets } from '../../../functions/engines/secrets/file-secrets.ts';
import { secretFileForm } from '../../../functions/engines/secrets/secret-files.ts';
import { hex, text } from './secret-samples.ts';

describe('a digest of a password', () => {
  it.each([
    ['users.json', `{"admin":{"role":"admin","color":"gray","password":"${hex(64)}"}}`],
    ['users.json', `[{"username":"anna","password":"${hex(40)}"}]`],
    ['users.yml', `- email: a@example.org\n  password: ${hex(32)}\n`],
    ['config.json', `{ "users": [ { "username": "a", "password": "${hex(64)}" } ] }`],
    ['users.js', `exports.users = [{ password: '${hex(64)}', salt: 'x' }];`],
  ])('is no live secret, in %s: %s', (path, content) => {
    expect(found(path, content)).toMatchObject([{ kind: 'digest of a password', severity: 'low' }]);
  });

  it.each([
    ['of a service', 'config.json', `{"username":"app","host":"db","password":"${hex(64)}"}`],
    [
      'beside a list of users',
      'config.json',
      `{"users":["a"],"app":{"username":"a","password":"${hex(64)}"}}`,
    ],
    ['of one object', 'config.json', `{"username":"app","role":"admin","password":"${hex(32)}"}`],
    [
      'of a server by the name of the object',
      'users.json',
      `{"redis":{"username":"default","password":"${hex(64)}"}}`,
    ],
    [
      'of a connection',
      'users.json',
      `{"connection":{"username":"app","password":"${hex(64)}","role":"readWrite"}}`,
    ],
    [
      'of a file server',
      'users.json',
      `{"sftp":"files.example.org","username":"a","password":"${hex(32)}"}`,
    ],
    ['of an account elsewhere', 'mail.json', `{"email":"a@example.org","password":"${hex(32)}"}`],
    [
      'of a role of a warehouse',
      'users.json',
      `{"role":"reader","warehouse":"w","password":"${hex(32)}"}`,
    ],
    ['of an unknown owner', 'config.json', `{"password":"${hex(64)}"}`],
    ['with an owner in its name', 'config.json', `{"username":"a","dbPassword":"${hex(64)}"}`],
    [
      'with an owner in its name, among users',
      'users.json',
      `{"username":"anna","adminPassword":"${hex(64)}"}`,
    ],
    [
      'before a user in another object',
      'users.json',
      `{"a":{"password":"${hex(64)}"},"b":{"email":"x"}}`,
    ],
    ['of another length', 'users.json', `{"username":"anna","password":"${hex(48)}"}`],
    ['of other characters', 'users.json', `{"username":"anna","password":"${text(64)}"}`],
    [
      'beside a user in another object',
      'a.json',
      `{"a":{"email":"x"},"b":{"password":"${hex(64)}"}}`,
    ],
  ])('is none %s', (_, path, content) => {
    expect(found(path, content)).toMatchObject([{ kind: 'password', severity: 'high' }]);
  });
});

function found(path: string, content: string) {
  const bytes = new TextEncoder().encode(content);

  return fileSecrets({ path, bytes, form: secretFileForm(path), isForeign: false });
}
