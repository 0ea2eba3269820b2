import { GetFunctionRecursionConfigCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Target } from '../../core/target.ts';
import type { Recursion } from '../../domain/exposure/recursion.ts';
import type { LambdaClients } from './lambda-clients.ts';

/** What Lambda does about loops of a function. @throws when it is not known. */
export function lambdaRecursion(clientIn: LambdaClients) {
  return async ({ arn, region }: Target<'function'>): Promise<Recursion> => {
    const answer = await clientIn(region).send(
      new GetFunctionRecursionConfigCommand({ FunctionName: arn }),
    );

    return z.enum(['Allow', 'Terminate']).parse(answer.RecursiveLoop);
  };
}
