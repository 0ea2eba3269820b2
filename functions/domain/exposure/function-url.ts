/** A web address that invokes a function. */
export interface FunctionUrl {
  readonly url: string;
  /** NONE lets in any caller that knows the address, as far as the resource policy does. */
  readonly authType: string;
  /** Undefined for the function itself. */
  readonly alias?: string | undefined;
  /** Which pages of the web a browser lets call it; undefined: those of the URL's own origin. */
  readonly cors?: UrlCors | undefined;
}

export interface UrlCors {
  /** `https://shop.example`, or `*` for all. */
  readonly origins: readonly string[];
  /** Whether the browser sends the visitor's cookies along. */
  readonly credentials: boolean;
}
