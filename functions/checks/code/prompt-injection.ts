import { weaknessCheck } from './weakness-check.ts';

export const promptInjection = weaknessCheck({
  id: 'code/prompt-injection',
  title: 'Prompt injection: event data among the instructions of a model',
  severity: 'low',
  rationale:
    'A model follows instructions wherever they stand: a caller makes it leave its task, show its ' +
    'instructions, or use its tools and data for them.',
  remediation:
    'Keep instructions in the system message, and event data in a user message of its own. Give the ' +
    "model no tool and no data that the caller may not use, and treat its answer as a caller's text.",
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/LLM_Prompt_Injection_Prevention_Cheat_Sheet.html',
    'https://genai.owasp.org/llmrisk/llm01-prompt-injection/',
    'https://cwe.mitre.org/data/definitions/1427.html',
  ],
  cwe: 'CWE-1427',
  does: 'gets instructions among which event data stands',
  accepted: 'event data is part of a prompt there',
  isTogether: true,
});
