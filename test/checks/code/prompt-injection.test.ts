import { promptInjection } from '../../../functions/checks/code/prompt-injection.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(promptInjection, {
  javascript: ['InvokeModel', /system message/],
  python: ['invoke_model', /system message/],
});
