import { eventReturned } from '../../../functions/checks/code/event-returned.ts';
import { describeWeaknessCheck } from '../../builders/describe-weakness-check.ts';

describeWeaknessCheck(eventReturned, {
  javascript: ['body', /by name/],
  python: ['body', /by name/],
});
