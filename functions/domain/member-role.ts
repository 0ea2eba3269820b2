/** How the account of a member is entered. */
export interface MemberRoleName {
  /** `aws`, `aws-cn` and so on. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** What the names of the roles begin with: a setting. */
  readonly memberRole: string;
  readonly scanner: string;
}

/** The role of a scanner in a member account: no other scanner is trusted by it. */
export function memberRoleArn({ partition, account, memberRole, scanner }: MemberRoleName): string {
  return `arn:${partition}:iam::${account}:role/${memberRoleName(memberRole, scanner)}`;
}

/** The same without its place, which is the same in every account. */
export function memberRoleName(memberRole: string, scanner: string): string {
  return `${memberRole}-${scanner}`;
}

/** The role by which EventBridge sends on what CloudTrail reports in a member account. */
export function changesRoleName(memberRole: string): string {
  return memberRoleName(memberRole, 'changes');
}
