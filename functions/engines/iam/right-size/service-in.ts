/** Of an action, or a pattern of them, the service in lower case: `s3`, `*`. */
export function serviceIn(action: string): string {
  return action.toLowerCase().split(':', 1).join('');
}
