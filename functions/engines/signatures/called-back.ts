/** Whether by its name, or the path of its route, code is what a service calls: a webhook, a call-back of a payment. */
export function isCalledBack(name: string): boolean {
  return /hook|call[-_]?back|notif(?:y|ication)|(?:^|[^a-z])ipn(?:[^a-z]|$)/i.test(name);
}

/** Whether code names what services send with their calls, whatever it is called. */
export function namesService(text: string): boolean {
  return sent.test(text);
}

const sent =
  /\b(?:x-hub-signature|x-line-signature|x-twilio-signature|x-telegram-bot-api|stripe-signature|svix-signature|hub\.(?:challenge|verify_token)|update_id|replyToken)\b/i;
