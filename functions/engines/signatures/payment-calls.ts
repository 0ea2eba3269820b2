/** What a call of a payment provider's SDK does: a buyer pays by it, or it only looks something up. */
type PaymentCall = 'pays' | 'reads';

/**
 * Of a package for Node.js or Python, and how the call is written without its receiver: `paymentIntents.create`,
 * `checkout.Session.create`, `OrdersCreateRequest`. Undefined of all else that it can do: refunds, payouts, changes.
 */
export function paymentCall(packageName: string, path: string): PaymentCall | undefined {
  const provider = providers.get(packageName.toLowerCase());
  if (!provider) return undefined;
  if (provider.pays.test(path)) return 'pays';

  return provider.reads.test(path) ? 'reads' : undefined;
}

/** Whether a package is one of a payment provider. */
export function isPaymentPackage(packageName: string): boolean {
  return providers.has(packageName.toLowerCase());
}

interface Provider {
  readonly pays: RegExp;
  readonly reads: RegExp;
}

const looksUp = /(?:^|\.)(?:retrieve|list|search|get|fetch|find|all|page|iterate)$/i;

/** Sources: the references of these SDKs, in the versions of late 2026. Customers are who pays: to add one changes none. */
const providers: ReadonlyMap<string, Provider> = new Map([
  ...rows(
    'stripe',
    /(?:^|\.)(?:charges?|payment_?intents?|setup_?intents?|checkout\.sessions?|orders?|customers?|payment_?methods?|payment_?links?|subscriptions?)\.create(?:_async)?$|(?:^|\.)orders?\.pay$/i,
    looksUp,
  ),
  ...rows(
    'razorpay',
    /(?:^|\.)(?:orders?|payment_?links?|customers?|subscriptions?)\.create$/i,
    /(?:^|\.)(?:fetch|all|fetch_?payments)$/i,
  ),
  ...rows(
    '@mollie/api-client mollie-api-python mollie',
    /(?:^|\.)(?:payments|orders|customers|payment_?links)\.create$/i,
    looksUp,
  ),
  ...rows(
    '@paypal/checkout-server-sdk paypalcheckoutsdk @paypal/paypal-server-sdk paypal-rest-sdk paypalrestsdk',
    /(?:^|\.)Orders(?:Create|Capture)Request$|(?:^|\.)(?:create|capture)Order$|(?:^|\.)payment\.(?:create|execute)$/i,
    /(?:^|\.)(?:OrdersGetRequest|getOrder|payment\.(?:get|find|list))$/i,
  ),
  ...rows(
    'square',
    /(?:^|\.)(?:createPayment|createPaymentLink|createOrder|(?:payments|orders|paymentLinks)\.create|create_payment(?:_link)?|create_order)$/i,
    looksUp,
  ),
  ...rows(
    'braintree',
    /(?:^|\.)(?:transaction\.sale|client_?token\.generate|customer\.create|payment_?method\.create)$/i,
    /(?:^|\.)(?:find|search)$/i,
  ),
  ...rows(
    'mercadopago',
    /(?:^|\.)(?:payments?|preferences?|orders?)(?:\(\))?\.(?:create|save)$/i,
    looksUp,
  ),
  ...rows(
    'midtrans-client midtransclient',
    /(?:^|\.)(?:createTransaction(?:Token|RedirectUrl)?|create_transaction(?:_token|_redirect_url)?|charge)$/i,
    /(?:^|\.)(?:transaction\.)?status$/i,
  ),
]);

function rows(
  packages: string,
  pays: RegExp,
  reads: RegExp,
): readonly (readonly [string, Provider])[] {
  return packages.split(' ').map((name) => [name, { pays, reads }]);
}
