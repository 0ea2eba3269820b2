import { environmentReturned } from '../../../functions/checks/code/environment-returned.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(environmentReturned, {
  javascript: ['process.env', /by name/],
  python: ['os.environ', /by name/],
});
