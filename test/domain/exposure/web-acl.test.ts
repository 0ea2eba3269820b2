import { expect, it } from 'vitest';
import { keepOut, type WebAcl } from '../../../functions/domain/exposure/web-acl.ts';

const open: WebAcl = { arn: 'arn:open', name: 'open', rates: [] };
const closed: WebAcl = { arn: 'arn:closed', name: 'closed', isClosed: true, rates: [] };

it.each<[string, readonly WebAcl[] | undefined, boolean]>([
  ['none', undefined, false],
  ['no ACL at all', [], false],
  ['one that lets in', [open], false],
  ['one of two that lets in', [closed, open], false],
  ['one that admits some addresses', [closed], true],
])('strangers are kept out by %s: %s', (_, acls, expected) => {
  expect(keepOut(acls)).toBe(expected);
});
