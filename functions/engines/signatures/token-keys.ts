/** Of a title: the token says with which key it is to be verified. */
export const KEY_OF_TOKEN = 'with a key of the token itself';

/** Characters: what is shorter is no key of HS256 (RFC 7518, 3.2), and can be tried out. */
export const LENGTH_OF_KEYS = 32;
