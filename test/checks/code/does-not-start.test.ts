import { doesNotStart } from '../../../functions/checks/code/does-not-start.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(doesNotStart, {
  javascript: ['module aws-sdk', /ship each module/],
  python: ['module app', /ship each module/],
});
