import { harm, harmsOfShown } from '../harms.ts';
import { isTrue, optionIn } from '../options.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, fieldRead, isFunction } from '../syntax.ts';
import { severityOfCredential } from './logged-credentials.ts';
import { isPutIntoText } from './put-into-text.ts';
import { anywhere, type SinkCall, type SinkRow, textOfArgument, type Written } from './sink.ts';

const prompt = {
  kind: 'prompt-injection',
  harm: harm.prompt,
  isHarmful: anywhere,
  when: isInstructed,
} as const;
const loggers =
  '@aws-lambda-powertools/logger pino winston bunyan loglevel log4js lambda-log signale consola';
const levels = 'log trace debug info warn warning error fatal critical';

/** XML, prompts and logs. */
export const otherSinks: readonly SinkRow[] = [
  {
    kind: 'xml-external-entity',
    harm: harm.xml,
    of: 'libxmljs libxmljs2',
    calls: 'parseXml parseXmlString parseXmlAsync',
    when: ({ given, values }) => isTrue(optionIn(values, given[1], 'noent')),
    fix: withoutEntities,
  },
  {
    ...prompt,
    of: '@aws-sdk/client-bedrock-runtime',
    calls:
      'InvokeModelCommand InvokeModelWithResponseStreamCommand ConverseCommand ConverseStreamCommand',
    title: 'InvokeModel',
  },
  { ...prompt, of: 'aws-sdk', calls: 'invokeModel converse', title: 'InvokeModel' },
  { ...prompt, of: 'openai @anthropic-ai/sdk groq-sdk', calls: 'create stream' },
  { ...prompt, of: '@google/generative-ai @google/genai', calls: 'generateContent sendMessage' },
  ...logs(
    '',
    levels
      .split(' ')
      .map((level) => `console.${level}`)
      .join(' '),
  ),
  ...logs(loggers, levels),
  {
    kind: 'secret-in-log',
    harm: harm.secret | harm.environment,
    of: '',
    calls: 'process.stdout.write process.stderr.write',
  },
];

function logs(of: string, calls: string): readonly SinkRow[] {
  const row = { of, calls, argument: 'any' } as const;

  return [
    {
      ...row,
      kind: 'logs-whole-event',
      harm: harmsOfShown,
      isHarmful: anywhere,
      severity: severityOfCredential,
    },
    {
      ...row,
      kind: 'secret-in-log',
      harm: harm.secret | harm.environment,
      isHarmful: anywhere,
      when: ({ call }) => !isForTrying(call),
    },
    { ...row, kind: 'log-injection', harm: harm.log, when: isJoined },
  ];
}

/** Of a text that was put together; what is logged as a value is shown as one. */
function isJoined({ fact }: SinkCall): boolean {
  return fact.node.type === 'TemplateLiteral' || fact.node.type === 'BinaryExpression';
}

/** Among instructions of the function's own: what a caller says as a caller is meant to be there. */
function isInstructed({ fact }: SinkCall): boolean {
  return isPutIntoText(fact);
}

function withoutEntities(written: Written): string | undefined {
  const text = textOfArgument(written);

  return text && `libxmljs.parseXml(${text}, { noent: false, nonet: true })`;
}

/** `if (process.env.AWS_SAM_LOCAL) console.log(process.env)`: on the machine of who writes it. */
function isForTrying(call: AnyNode): boolean {
  let at = call;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (!around || isFunction(around)) return false;
    const isThen =
      (around.type === 'IfStatement' && around.consequent === at && isLocal(around.test)) ||
      (around.type === 'LogicalExpression' && around.right === at && isLocal(around.left));
    if (isThen) return true;
    at = around;
  }
  return false;
}

/** Outwards. */
const MOST_STEPS = 30;

function isLocal(test: AnyNode): boolean {
  if (test.type === 'BinaryExpression') return /^===?$/.test(test.operator) && isLocal(test.left);

  return (
    test.type === 'MemberExpression' &&
    /^(?:AWS_SAM_LOCAL|IS_LOCAL|IS_OFFLINE)$/.test(fieldRead(test) ?? '')
  );
}
