import { expect, it } from 'vitest';
import { statementChange } from '../../../functions/engines/signatures/index.ts';

it.each([
  ['DELETE FROM notes WHERE id = ?', 'removes'],
  ['truncate notes', 'removes'],
  ['UPDATE users SET role = ? WHERE id = ?', 'changes'],
  ['UPDATE accounts SET credits = credits + 1 WHERE id = ?', 'changes'],
  ['MERGE INTO users USING new ON id = ? WHEN MATCHED THEN UPDATE SET role = 1', 'changes'],
  ['REPLACE INTO users VALUES (?)', 'replaces'],
  ['INSERT OR REPLACE INTO users VALUES (?)', 'replaces'],
  ['INSERT INTO users VALUES (?) ON CONFLICT (id) DO UPDATE SET role = 1', 'replaces'],
  [
    'INSERT INTO p (a, views) VALUES (?, 1) ON CONFLICT (a) DO UPDATE SET views = p.views + 1, a = ?',
    'replaces',
  ],
  ['INSERT INTO p VALUES (?, 1) ON DUPLICATE KEY UPDATE credits = credits + 1', 'replaces'],
  ['INSERT INTO p VALUES (?, 1) ON DUPLICATE KEY UPDATE views = views + 10', 'replaces'],
  ['CALL sp_delete_user(?)', 'removes'],
  ['EXEC dbo.UpdateUser ?', 'changes'],
  ['MATCH (u {id: $id}) DETACH DELETE u', 'removes'],
  ['MATCH (u {id: $id}) SET u.role = $role', 'changes'],
])('changes what is there: %s', (text, kind) => {
  expect(statementChange(text)?.kind).toBe(kind);
});

it.each([
  'SELECT * FROM notes WHERE id = ?',
  'INSERT INTO users VALUES (?)',
  'INSERT INTO users VALUES (?) ON CONFLICT DO NOTHING',
  'UPDATE posts SET likes = likes + 1 WHERE id = ?',
  'INSERT INTO p VALUES (?, 1) ON CONFLICT (a) DO UPDATE SET views = p.views + 1 RETURNING views',
  'INSERT INTO p VALUES (?, 1) ON DUPLICATE KEY UPDATE `views` = `views` + 1;',
  'CALL get_user(?)',
  'CALL insert_user(?)',
  'CALL delete_pending_user(?)',
  'MATCH (u {id: $id}) RETURN u',
  'CREATE (u:User) SET u.name = $name',
  'deleted notes',
])('does not: %s', (text) => {
  expect(statementChange(text)).toBeUndefined();
});
