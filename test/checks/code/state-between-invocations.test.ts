import { stateBetweenInvocations } from '../../../functions/checks/code/state-between-invocations.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(stateBetweenInvocations, {
  javascript: ['cache', /keyed by/],
  python: ['cache', /keyed by/],
});
