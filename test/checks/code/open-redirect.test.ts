import { openRedirect } from '../../../functions/checks/code/open-redirect.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(openRedirect, {
  javascript: ['Location', /new URL\(next/],
  python: ['Location', /startswith/],
});
