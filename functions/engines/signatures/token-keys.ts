/** Of a title: the token says with which key it is to be verified. */
export const KEY_OF_TOKEN = 'with a key of the token itself';

/** Characters: what is shorter is no key of HS256 (RFC 7518, 3.2), and can be tried out. */
export const LENGTH_OF_KEYS = 32;

/** What a text is made of: characters of the code, and what a token says. */
export interface TextOfToken {
  readonly length: number;
  readonly isOfToken: boolean;
}

/** Whether a key says what a token does, and too little of its own. */
export function mayBeTried({ length, isOfToken }: TextOfToken): boolean {
  return isOfToken && length < LENGTH_OF_KEYS;
}

/** One behind the other; undefined where one of them is not known. Those behind it are not asked for. */
export function joinedTexts<Node>(
  nodes: readonly Node[],
  textOf: (node: Node) => TextOfToken | undefined,
): TextOfToken | undefined {
  let all: TextOfToken = { length: 0, isOfToken: false };

  for (const node of nodes) {
    const text = textOf(node);
    if (!text) return undefined;
    all = { length: all.length + text.length, isOfToken: all.isOfToken || text.isOfToken };
  }
  return all;
}
