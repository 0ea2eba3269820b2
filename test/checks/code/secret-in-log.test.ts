import { secretInLog } from '../../../functions/checks/code/secret-in-log.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(secretInLog, {
  javascript: ['console.log', /Rotate/],
  python: ['print', /Rotate/],
});
