/** Whether a field of an event, a context or a request holds who calls: what an authorizer says of them, or a middleware found out. */
export function isOfCaller(field: string): boolean {
  return ofGateway.test(field) || ofMiddleware.test(field);
}

/** What API Gateway and AWS AppSync say of who calls. */
export function isOfAuthorizer(field: string): boolean {
  return ofGateway.test(field);
}

const ofGateway =
  /^(?:authorizer|claims|cognitoAuthenticationProvider|cognitoIdentityId|cognitoAuthenticationType|userArn|identity|principalId|principal_id|authenticated_user|authorizer_claims)$/;

const ofMiddleware =
  /^(?:user|auth|authUser|userId|user_id|userID|uid|currentUser|current_user|loggedInUser|userData|userInfo|decoded|decodedToken|jwt|jwtPayload|tokenPayload|payload|account|session|principal|claims|locals|me)$/;

/** Whether a call is named like one that finds out who calls: `getUserId(event)`, `jwt.verify(token, key)`, `get_jwt_identity()`. */
export function findsCaller(name: string): boolean {
  return finding.test(name) && !/password|hash|signature|webhook|captcha|email|otp/i.test(name);
}

const finding =
  /verif(?:y|ies)|decode|authenticate|^(?:get|parse|extract|current|load|fetch|find|require|resolve|read)_?\w{0,12}_?(?:user|caller|claims?|identity|sub|principal|auth\w{0,9}|account|session|token)(?:_?(?:id|name|details|info|from\w{0,20}|by_?token))?$|^jwt_?decode$|^who_?am_?i$/i;

/** Whether a word of the code may be of a right that not all who are signed in have: what has it is not reported. */
export function isOfRight(text: string): boolean {
  return rights.test(text.replace(ofCognito, ''));
}

/** Operations that Amazon Cognito calls so: what they do is no question. */
const ofCognito =
  /^Admin(?=[A-Z][a-z])|^admin(?=[A-Z][a-z]\w{2,30}$)|^admin_(?=(?:add|confirm|create|delete|disable|enable|get|initiate|list|remove|reset|respond|set|update|user)_)/;

const rights =
  /owner|\badmin|isAdmin|_admin|admin_|Admin\b|\broles?\b|[a-z]Roles?\b|_roles?\b|\broles?_|\broles?[A-Z]|permission|privilege|tenant|organi[sz]ation|\bgroups?\b|[a-z]Groups?\b|cognito:groups|\bstaff|superuser|moderator|\bcan[A-Z]\w|\bcan_\w|isAllowed|is_allowed|forbidden|belongs?_?to|\bpolic(?:y|ies)\b|\bscopes?\b|not_?your|entitle/i;

/** Whether code may read who calls at all. */
export function mayKnowCaller(code: string): boolean {
  return reading.test(code);
}

const reading =
  /authorizer|\bclaims\b|cognitoAuthenticationProvider|cognitoIdentityId|\.user\b|\buser\b.{0,20}= ?re|\.decoded|jsonwebtoken|\bjose\b|jwt|current_user|\bg\.user\b/i;

/** Whether a field says who was the last to change something, and not whose it is. */
export function isLastChange(name: string): boolean {
  return /updat|modif|last|delet|approv|review|edit/i.test(name);
}

/** Whether a field is named like one that has who owns an item: `note.userId`. */
export function isOwnerName(name: string): boolean {
  return owning.test(name);
}

const owning = /user|owner|creat|author|seller|customer|account|member|email|sub$|^by$|host/i;
