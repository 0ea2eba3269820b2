import { expect, it } from 'vitest';
import { contextOf } from '../../../../functions/engines/iam/index.ts';
import { alongNeeds } from '../../../../functions/engines/iam/right-size/along-needs.ts';
import { grantedTo } from '../../../../functions/engines/iam/right-size/granted-parts.ts';
import { call, useOf } from '../../../builders/function-use.ts';
import { roleOf, type Written } from '../../../builders/role-of.ts';
import { roleNamed } from '../../../fakes/targets.ts';

const context = contextOf(roleNamed('orders'), '2026-11-25T03:00:00.000Z');

it.each<[what: string, further: string, granted: Written, isKept: boolean]>([
  ['granted by name', 's3:GetObjectVersion', { Action: 's3:GetObjectVersion' }, true],
  ['granted in other letters', 's3:GetObjectVersion', { Action: 'S3:getobjectversion' }, true],
  ['granted by a pattern', 's3:GetObjectVersion', { Action: ['sns:*', 's3:Get*'] }, true],
  ['granted as the whole of a service', 's3:GetObjectVersion', { Action: 's3:*' }, false],
  ['granted as anything', 's3:GetObjectVersion', { Action: '*' }, false],
  ['left out of all else', 's3:GetObjectVersion', { NotAction: 's3:GetObjectVersion' }, false],
  ['all that keys do', 'kms:Decrypt', { Action: 'kms:*' }, true],
  ['which says that there is no object', 's3:ListBucket', { Action: 's3:*' }, true],
  ['some of a pattern', 's3:GetObjectVersio*', { Action: 's3:GetObjectVersion' }, true],
])('what goes along is kept where it is %s', (_, further, written, isKept) => {
  const names = { forwardedActionsOf: () => [], furtherActionsOf: () => [further] };
  const use = useOf([call('s3.GetObject', { Bucket: 'a' })]);

  const needs = alongNeeds(use, names, grantedTo(roleOf([[written]]), context));

  expect(needs).toHaveLength(isKept ? 1 : 0);
});
