import { brokenObjectAuthorization } from '../../../functions/checks/code/broken-object-authorization.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(brokenObjectAuthorization, {
  javascript: ['dynamodb:DeleteItem', /Key: \{ userId: claims\.sub/],
  python: ['dynamodb:UpdateItem', /Key=\{'userId': claims\['sub'\]/],
});
