import { expect, it, vi } from 'vitest';
import { perTarget } from '../../functions/app/collectors.ts';
import { type Observer, observe } from '../../functions/app/observe.ts';
import type { Keeper } from '../../functions/app/ports.ts';
import { defineCheck } from '../../functions/checks/define-check.ts';
import { type FunctionTarget, roleTarget } from '../../functions/core/target.ts';
import { pass } from '../../functions/domain/check.ts';
import { factWords } from '../../functions/facts/index.ts';
import { accessDenied, functionNamed } from '../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const role = roleTarget(orders.roleArn);

const check = defineCheck({
  id: 'permissions/example',
  target: 'function',
  title: 'It is an example',
  severity: 'low',
  practice: 'permissions',
  rationale: '',
  remediation: '',
  references: [],
  suppression: { whole: 'it is one' },
  needs: ['configuration'],
  evaluate: () => pass,
});

it('stores for others what it reads of a chunk, once, and of nothing else', async () => {
  const keeper = vi.fn<Keeper<FunctionTarget>>(async () => {});

  await observe(observerWith(keeper), [orders, role, mails]);

  expect(keeper.mock.calls).toEqual([[[orders, mails]]]);
});

it('judges a target all the same where that cannot be stored', async () => {
  const [observation] = await observe(
    observerWith(() => Promise.reject(accessDenied())),
    [orders],
  );

  expect(observation).toMatchObject({
    target: orders.arn,
    judgements: [{ verdict: { known: true, value: pass }, gaps: [] }],
    gaps: [],
  });
});

it('stores nothing of targets that no check is about', async () => {
  const keeper = vi.fn<Keeper<FunctionTarget>>(async () => {});

  await observe({ ...observerWith(keeper), checks: [] }, [orders]);

  expect(keeper).not.toHaveBeenCalled();
});

function observerWith(keeper: Keeper<FunctionTarget>): Observer {
  return {
    name: 'permissions',
    checks: [check],
    collectors: { function: { configuration: perTarget((target: FunctionTarget) => target) } },
    keepers: { function: [keeper] },
    clock: () => new Date('2026-06-15T02:00:00.000Z'),
    words: factWords,
  };
}
