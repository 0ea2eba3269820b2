import { remediationText, WRITE } from './remediation-text.ts';

/**
 * How a piece of code should read, and why: where that is one line, the line itself stands for the
 * whole.
 *
 * @param fix one to three lines of code, or undefined where only words help.
 */
export function codeRemediation(fix: string | undefined, words: string): string {
  if (fix === undefined || fix === '') return words;

  return fix.includes('\n')
    ? remediationText(words, [{ title: 'Write', text: fix }])
    : remediationText(`${WRITE}${fix}`, [{ title: words, text: '' }]).trimEnd();
}
