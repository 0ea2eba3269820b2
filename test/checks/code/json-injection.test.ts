import { jsonInjection } from '../../../functions/checks/code/json-injection.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(jsonInjection, {
  javascript: ['JSON.parse', /JSON\.stringify/],
  python: ['json.loads', /json\.dumps/],
});
