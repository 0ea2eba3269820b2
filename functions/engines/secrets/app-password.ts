/** What people type who stand in for sixteen letters: words, one letter after the other of the alphabet or of a keyboard, the same ones. */
export const typedLetters =
  /pass|pwd|word|secret|string|token|your|here|this|test|demo|some|fake|code|text|mail|smtp|goog|html|json|([a-z])\1\1|abcd|bcde|cdef|defg|efgh|fghi|ghij|hijk|ijkl|jklm|klmn|lmno|mnop|nopq|opqr|pqrs|qrst|rstu|stuv|tuvw|uvwx|vwxy|wxyz|qwer|wert|erty|rtyu|tyui|yuio|uiop|asdf|sdfg|dfgh|fghj|ghjk|hjkl|zxcv|xcvb|cvbn|vbnm/;

/**
 * Passwords that Google makes for an app, by the names of variables: sixteen letters, in groups of four as they are shown. One without a
 * vowel is no text of words.
 */
export const appPasswords = [
  {
    name: /_(?:PASS(?:WORD|WD|CODE)?|PWD|PW)_/,
    pattern:
      /^(?=(?:[a-z]{4} ){0,3}(?!qwrt|xxxx)[b-df-hj-np-tv-xz]{4}(?: |$))(?:[a-z]{4} ){3}[a-z]{4}$/,
  },
  {
    name: /_(?:E?MAIL|GMAIL|GOOGLE|SMTP|APP)_.{0,40}(?:PASS(?:WORD|WD|CODE)?|PWD|PW)_|^_PASS_$/,
    pattern: /^(?=[a-z]{0,11}[b-df-hj-np-tv-xz]{5})[a-z]{16}$/,
  },
].map((row) => ({ kind: 'Google app password', unless: typedLetters, ...row }));
