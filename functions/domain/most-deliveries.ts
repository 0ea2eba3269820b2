/**
 * Deliveries before a message counts as failed for good. One that Lambda throttles counts too, so
 * fewer than five would end in the dead letters what was never tried. Source: "Understanding SQS
 * retries" (Lambda Operator Guide).
 */
export const MOST_DELIVERIES = 5;
