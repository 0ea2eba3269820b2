import { type Place, TextPlaces } from '../flow/index.ts';

/** Whether a call removes a user of a user pool of Amazon Cognito, or changes what that user may do. */
export function changesUser(call: string): boolean {
  return /^cognito-idp:Admin(?:DeleteUser|DisableUser|EnableUser|AddUserToGroup|RemoveUserFromGroup|UpdateUserAttributes)$/.test(
    call,
  );
}

/** Whether an operation makes a user: what is done beside it is done to that one. */
export function makesUser(operation: string): boolean {
  return /^(?:sign_?up|admin_?create_?user)$/i.test(operation);
}

/** Where code asks for the groups of who calls; undefined where none does. */
export function groupsAskedIn(files: ReadonlyMap<string, string>): Place | undefined {
  for (const [path, text] of files) {
    const at = text.indexOf('cognito:groups');
    if (at >= 0) return new TextPlaces(files).at(path, at);
  }
  return undefined;
}
