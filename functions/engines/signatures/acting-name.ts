/** Whether a function called so does more than to answer: known by its name alone. */
export function isActingName(name: string): boolean {
  return acting.test(name.slice(0, LONGEST));
}

const acting =
  /create|delete|remove|update|write|save|store|insert|put|add|send|mail|sms|notif|publish|post|pay|charge|order|book|start|stop|run|exec|deploy|process|register|sign|import|upload|job|task|worker/i;

const LONGEST = 400;
