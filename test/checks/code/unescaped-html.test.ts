import { unescapedHtml } from '../../../functions/checks/code/unescaped-html.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(unescapedHtml, {
  javascript: ['body', /escape-html/],
  python: ['body', /html\.escape/],
});
