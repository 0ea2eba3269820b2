import { CfnCondition, Fn, type Stack, Token } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { priceRows } from '../functions/data/lambda-prices.ts';

/**
 * The regions that are known to run functions on arm64, for they have a price for it: "The arm64
 * architecture is available in most AWS Regions … see AWS Lambda Pricing" (Lambda Developer Guide).
 * As old as the table; x86_64 is everywhere, so a region that is missing loses a fifth of the price
 * of a night, and one that would be wrong loses the deployment.
 */
export const armRegions: readonly string[] = priceRows
  .filter(([, , armDuration]) => armDuration !== undefined)
  .map(([region]) => region);

/** Where the settings leave it open: arm64 if the region of the stack is known to have it. */
export function architectureOf(stack: Stack): Architecture {
  const { region } = stack;
  if (!Token.isUnresolved(region)) {
    return armRegions.includes(region) ? Architecture.ARM_64 : Architecture.X86_64;
  }

  const { ARM_64, X86_64 } = Architecture;
  const name = Fn.conditionIf(hasArm(stack).logicalId, ARM_64.name, X86_64.name).toString();
  return Architecture.custom(name);
}

/** One condition for all functions of a stack. */
function hasArm(stack: Stack): CfnCondition {
  const id = 'VigilRunsOnArm';
  const made = stack.node.tryFindChild(id);
  if (made) return made as CfnCondition;

  const expression = Fn.conditionOr(
    ...armRegions.map((region) => Fn.conditionEquals(stack.region, region)),
  );
  return new CfnCondition(stack, id, { expression });
}
