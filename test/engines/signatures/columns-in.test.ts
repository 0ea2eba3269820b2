import { describe, expect, it } from 'vitest';
import { columnsIn } from '../../../functions/engines/signatures/index.ts';

describe('columns of a table', () => {
  it.each([
    ['INSERT INTO users (name, password) VALUES (?, ?)', ['name', 'password']],
    ['CREATE TABLE users (id INT, password TEXT);', ['id', 'INT', 'password', 'TEXT']],
    ["SELECT * FROM users WHERE phone = '$1' AND password = '$2'", ['phone', 'password']],
    ['SELECT id FROM Users WHERE email = ? AND password=$2', ['email', 'password']],
    ['UPDATE users SET password = %s WHERE id = :id', ['password', 'id']],
    ['DELETE FROM `users` WHERE token = @token', ['token']],
  ])('are named by %s', (code, columns) => {
    expect(columnsIn([code]).get('users')).toEqual(columns);
  });

  it.each([
    ['of another table', 'SELECT * FROM notes WHERE password = ?'],
    ['of two tables', 'SELECT * FROM users JOIN notes ON password = ?'],
    ['of code behind it', "find('SELECT * FROM users WHERE id = ?'); password = '1'"],
    ['of the next line', "find('SELECT * FROM users WHERE id = ?')\npassword = '1'"],
    ['compared with a column', 'SELECT * FROM users WHERE password = other.password'],
  ])('are not named %s', (_, code) => {
    expect(columnsIn([code]).get('users') ?? []).not.toContain('password');
  });
});
