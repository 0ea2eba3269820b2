/**
 * Whether an action does no more than ask a model of Amazon Bedrock: it reads and changes nothing that the account keeps, however
 * many models it may ask.
 */
export function asksModel(name: string): boolean {
  return asking.has(name);
}

const asking: ReadonlySet<string> = new Set([
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithBidirectionalStream',
  'bedrock:InvokeModelWithResponseStream',
]);
