import { serverSideRequestForgery } from '../../../functions/checks/code/server-side-request-forgery.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(serverSideRequestForgery, {
  javascript: ['fetch', /encodeURIComponent/],
  python: ['requests.get', /urlsplit/],
});
