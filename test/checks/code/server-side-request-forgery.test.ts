import { expect, it } from 'vitest';
import { serverSideRequestForgery } from '../../../functions/checks/code/server-side-request-forgery.ts';
import {
  describeWeaknessCheck,
  detailsOf,
  weaknessOf,
} from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(serverSideRequestForgery, {
  javascript: ['fetch', /encodeURIComponent/],
  python: ['requests.get', /urlsplit/],
});

it.each([
  ['index.js', 'page.setContent', /setRequestInterception/],
  ['app.py', 'pdfkit.from_string', /url_fetcher/],
])('says of %s: %s that it renders HTML, and what to write instead', (path, sink, instead) => {
  const [detail] = detailsOf(serverSideRequestForgery, [
    weaknessOf('server-side-request-forgery', { path, sink }),
  ]);

  expect(detail?.summary).toMatch(/renders HTML that the event writes/);
  expect(detail?.remediation).toMatch(instead);
});
