/** Data of which an account has much, and what reads it. */
export interface DataKind {
  readonly name: string;
  readonly actions: readonly string[];
  /** It shows nothing to who has not read something else before. */
  readonly isOfNoUseAlone?: true;
}

/** What an intruder looks for first, the worst first. */
export const accountData: readonly DataKind[] = [
  { name: 'secrets', actions: ['secretsmanager:GetSecretValue'] },
  {
    name: 'parameters',
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
  },
  { name: 'objects', actions: ['s3:GetObject'] },
  { name: 'keys', actions: ['kms:Decrypt'], isOfNoUseAlone: true },
];
