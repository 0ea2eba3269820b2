import { logInjection } from '../../../functions/checks/code/log-injection.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(logInjection, {
  javascript: ['console.log', /JSON\.stringify/],
  python: ['logging.info', /json\.dumps/],
});
