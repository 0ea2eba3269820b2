/** A rule of EventBridge, as far as it triggers functions. */
export interface EventRule {
  readonly arn: string;
  /** One that is gone is as good as switched off. */
  readonly state: 'on' | 'off' | 'gone';
  /** It selects no event by where it comes from or what it says: whatever is put on its bus. */
  readonly takesAll: boolean;
}

/** What EventBridge knows a rule by. */
export interface RuleName {
  readonly name: string;
  /** Undefined for the default one. */
  readonly bus: string | undefined;
}

/** `rule/NAME`, or `rule/BUS/NAME` on another bus than the default; undefined for any other ARN. */
export function ruleNamed(arn: string): RuleName | undefined {
  const [service, , , resource = ''] = arn.split(':').slice(2);
  const [kind, ...names] = resource.split('/');
  const name = names.at(-1);

  return service === 'events' && kind === 'rule' && name
    ? { name, bus: names.slice(0, -1).join('/') || undefined }
    : undefined;
}

/** ARN of the bus that a rule listens to; undefined for the ARN of anything else. */
export function busOf(arn: string): string | undefined {
  const rule = ruleNamed(arn);

  return rule && `${arn.split(':').slice(0, 5).join(':')}:event-bus/${rule.bus ?? 'default'}`;
}

/** Whether a pattern lets through whatever there is: it says nothing of source, type or content. */
export function takesAll(pattern: string): boolean {
  try {
    const fields = Object.keys(JSON.parse(pattern) as object);
    return fields.every((field) => ['account', 'region', 'version'].includes(field));
  } catch {
    return false;
  }
}
