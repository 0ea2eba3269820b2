import { tlsVerificationDisabled } from '../../../functions/checks/code/tls-verification-disabled.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(tlsVerificationDisabled, {
  javascript: ['rejectUnauthorized', /https\.Agent/],
  python: ['requests.get', /verify='/],
});
