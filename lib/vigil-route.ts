/**
 * A team that gets the findings of its own functions. It names owners, stacks, applications or tags, one at least, and
 * where the team is reached, one way at least.
 */
export interface VigilRoute {
  /** One of its own, in lower case: a message and a topic are called so. */
  readonly name: string;
  /** Owners, by the values of their tags. */
  readonly owners?: string | readonly string[] | undefined;
  /** Names of CloudFormation stacks. */
  readonly stacks?: string | readonly string[] | undefined;
  /** Names of applications. */
  readonly applications?: string | readonly string[] | undefined;
  /** Tags of functions, as `key=value`. Findings keep those that a route names. */
  readonly tags?: string | readonly string[] | undefined;
  readonly email?: string | readonly string[] | undefined;
  readonly slackChannel?:
    | string
    | { readonly workspace: string; readonly channel: string }
    | undefined;
  readonly slackWebhookSecret?: string | undefined;
  /** Who else may subscribe to its topic. */
  readonly subscribers?: string | readonly string[] | undefined;
}
