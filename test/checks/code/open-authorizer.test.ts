import { openAuthorizer } from '../../../functions/checks/code/open-authorizer.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(openAuthorizer, {
  javascript: ['jwt.decode', /jwt\.verify/],
  python: ['Allow', /jwt\.decode\(token, public_key/],
});
