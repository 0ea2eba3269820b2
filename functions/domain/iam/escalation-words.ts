/** For the reader: what somebody does who calls an action to become more powerful. */
export function actionInWords(action: string): string {
  return words.get(action) ?? `call ${action}`;
}

const words: ReadonlyMap<string, string> = new Map([
  ['iam:AddUserToGroup', 'add a user to a group'],
  ['iam:AttachGroupPolicy', 'attach AdministratorAccess to a group'],
  ['iam:AttachRolePolicy', 'attach AdministratorAccess to a role'],
  ['iam:AttachUserPolicy', 'attach AdministratorAccess to a user'],
  ['iam:CreateAccessKey', 'make an access key of a user'],
  ['iam:CreateLoginProfile', 'set a first password for a user'],
  ['iam:CreatePolicyVersion', 'rewrite a policy'],
  ['iam:DeleteAccessKey', 'delete a key to make room for one'],
  ['iam:DeleteRolePermissionsBoundary', 'take the boundary off a role'],
  ['iam:DeleteUserPermissionsBoundary', 'take the boundary off a user'],
  ['iam:PassRole', 'hand a role to a service'],
  ['iam:PutGroupPolicy', 'write a policy into a group'],
  ['iam:PutRolePolicy', 'write a policy into a role'],
  ['iam:PutUserPolicy', 'write a policy into a user'],
  ['iam:SetDefaultPolicyVersion', 'put an older version of a policy into force'],
  ['iam:UpdateAssumeRolePolicy', 'change who may become a role'],
  ['iam:UpdateLoginProfile', 'change the password of a user'],
  ['lambda:AddPermission', 'let somebody call it'],
  ['lambda:CreateEventSourceMapping', 'have a table or a queue call it'],
  ['lambda:CreateFunction', 'make a function that runs as that role'],
  ['lambda:InvokeFunction', 'run it'],
  ['lambda:UpdateFunctionCode', 'replace the code of a function'],
  ['lambda:UpdateFunctionConfiguration', 'add a layer to a function'],
  ['ssm:SendCommand', 'run a command on an instance'],
  ['ssm:StartSession', 'log in to an instance'],
  ['sts:AssumeRole', 'become a role'],
]);
