import { logsWholeEvent } from '../../../functions/checks/code/logs-whole-event.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(logsWholeEvent, {
  javascript: ['console.log', /by name/],
  python: ['print', /by name/],
});
