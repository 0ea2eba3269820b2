import type { FactStore } from '../../app/ports.ts';
import { unknown } from '../../core/known.ts';
import type { CodeAnalysis } from '../../engines/archive/index.ts';
import {
  type FunctionCallNote,
  type FunctionCallReader,
  type FunctionCalls,
  functionCallNotes,
} from '../../facts/function-calls.ts';
import { analysisIn, unread } from './stored-analysis.ts';

/** What the code scanner has stored of functions' calls of AWS; of each that is asked for, something. */
export function functionCalls(facts: FactStore): FunctionCallReader {
  const notes = functionCallNotes(facts);

  return async (arns) => {
    const noted = await notes.read(arns);
    const keys = [...new Set([...noted.values()].flatMap(({ code }) => code ?? []))];
    const analyses = keys.length === 0 ? new Map() : await facts.read('code', keys);

    return new Map(arns.map((arn) => [arn, callsOf(noted.get(arn), analyses)]));
  };
}

function callsOf(
  note: FunctionCallNote | undefined,
  analyses: ReadonlyMap<string, unknown>,
): FunctionCalls {
  if (!note) return { sdkCalls: unknown(unread), variables: unknown(unread) };

  const { code, variables } = note;
  if (code === undefined) return { sdkCalls: unknown(ofImage), variables };

  const analysis = analysisIn(analyses.get(code), unread);
  return { sdkCalls: sdkCallsOf(analysis), variables };
}

const ofImage = 'container images are not analysed';

function sdkCallsOf(analysis: ReturnType<typeof analysisIn>): CodeAnalysis['sdkCalls'] {
  return analysis.known ? analysis.value.sdkCalls : analysis;
}
