import { wordsOf } from '../flow/index.ts';

/** Whether what is called so has something done to what is there already: a queue of cancellations, an event of what was paid, a transfer. */
export function namesChange(name: string): boolean {
  return wordsOf(name).some((word) => changes.test(word));
}

const changes =
  /^(?:(?:un)?(?:delet|remov|updat|cancel|refund|approv|reject|revok|reset|grant|transfer|promot|demot|assign|activat|deactivat|enabl|disabl|block|ban|suspend|terminat|modif|chang|purg|wipe|execut|deploy|withdraw|fulfil|verif|confirm|succe)\w{0,12}|paid|pay|pays|payments?|payouts?|status|statuses|ops?|operations?|commands?|actions?|admins?)$/;
