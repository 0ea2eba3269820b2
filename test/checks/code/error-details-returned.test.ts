import { errorDetailsReturned } from '../../../functions/checks/code/error-details-returned.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(errorDetailsReturned, {
  javascript: ['err.message', /request id/],
  python: ['str(error)', /request id/],
});
