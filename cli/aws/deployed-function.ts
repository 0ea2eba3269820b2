import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functionTargetOf } from '../../functions/adapters/aws/lambda-inventory.ts';
import { inMemoryFacts, inMemoryFindings } from '../../functions/adapters/tables/in-memory.ts';
import { observe } from '../../functions/app/observe.ts';
import type { Clock, FactStore } from '../../functions/app/ports.ts';
import { layerTarget, type Target } from '../../functions/core/target.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import {
  type CodeAnalysis,
  codeAnalysis,
  codeKey,
  layerKey,
  unknownAnalysis,
} from '../../functions/engines/archive/index.ts';
import { codeScanner } from '../../functions/scanners/code-scanner.ts';
import { analyser } from '../analyser.ts';
import { Failure } from '../failure.ts';
import type { InspectedPackage } from '../inspected-package.ts';

/**
 * Downloads a function with its layers and analyses them, as the deployed code scanner does.
 *
 * @throws Failure when there is no such function in the account and region of the credentials.
 */
export async function deployedFunction(name: string, clock: Clock): Promise<InspectedPackage> {
  const facts = inMemoryFacts();
  const findings = inMemoryFindings();
  const target = await targetNamed(name);
  const { observer } = codeScanner({
    settings: defaultScanSettings,
    facts,
    findings,
    targetState: findings.targetState,
    clock,
    analyser,
  });

  const [observation] = await observe(observer, [target]);
  const reason = observation?.judgements.flatMap(({ gaps }) => gaps).at(0)?.reason ?? 'nothing';
  const read = async (kind: 'code' | 'layer', key: string) => analysisIn(facts, kind, key, reason);

  const layers = target.layers.map(async (arn) => ({
    path: arn,
    target: layerTarget(arn, target.account),
    analysis: await read('layer', layerKey(arn)),
  }));
  return {
    target,
    analysis: await read('code', codeKey(target)),
    layers: await Promise.all(layers),
    facts,
  };
}

async function targetNamed(FunctionName: string): Promise<Target<'function'>> {
  const lambda = new LambdaClient({});
  const region = await lambda.config.region();

  try {
    const answer = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return functionTargetOf(answer, region);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new Failure(
      `there is neither a file nor, in ${region}, a function named ${FunctionName}`,
    );
  }
}

async function analysisIn(
  facts: FactStore,
  kind: 'code' | 'layer',
  key: string,
  reason: string,
): Promise<CodeAnalysis> {
  const parsed = codeAnalysis.safeParse((await facts.read(kind, [key])).get(key));

  return parsed.success ? parsed.data : unknownAnalysis({ reason });
}
