import { lines } from '../../core/evidence.ts';
import type { Severity } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import type { FunctionUrl, UrlCors } from '../../domain/exposure/function-url.ts';
import { awsCommand, functionOptions } from '../../domain/remediation/aws-command.ts';
import { defineCheck } from '../define-check.ts';

export const urlCorsWildcard = defineCheck({
  id: 'permissions/url-cors-wildcard',
  target: 'function',
  title: 'Function URL allows CORS from any origin',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'CORS keeps a web page from calling an address on behalf of its visitor: from the ' +
    "visitor's network, past an address filter and, with AllowCredentials, with the visitor's " +
    'cookies. A function that requires signed requests cannot be called by a page without ' +
    'credentials, which makes it low.',
  remediation: 'List the origins of your own pages.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS',
  ],
  suppression: { covers: 'the origins' },
  cwe: 'CWE-942',
  frameworks: { owasp: ['S5:2017'] },
  needs: ['functionUrls', 'configuration'],

  evaluate({ functionUrls, configuration: { arn } }) {
    return failIfAny(functionUrls.flatMap((url) => detailOf(url, arn)));
  },
});

function detailOf(url: FunctionUrl, arn: string): readonly Detail[] {
  const { cors, alias } = url;
  const wide = cors?.origins.filter(isAll) ?? [];
  if (!cors || wide.length === 0) return [];

  const cookies = cors.credentials ? ", with the visitor's cookies" : '';
  return [
    {
      subject: alias ?? 'function',
      mark: wide,
      severity: severityOf(cors, url),
      summary: `The function URL of ${alias === undefined ? 'the function' : `alias ${alias}`} accepts calls from any web page${cookies}`,
      evidence: lines(
        `AllowOrigins ${wide.join(', ')}`,
        `AllowCredentials ${cors.credentials}`,
        `AuthType ${url.authType}`,
      ),
      remediation: remediationFor(url, arn),
    },
  ];
}

/** Of a scheme alone too: no one owns all that it serves. */
function isAll(origin: string): boolean {
  return /^(?:[a-z]+:\/\/)?\*$/i.test(origin);
}

function severityOf({ credentials }: UrlCors, { authType }: FunctionUrl): Severity {
  if (credentials) return 'high';

  return authType === 'AWS_IAM' ? 'low' : 'medium';
}

function remediationFor({ alias }: FunctionUrl, arn: string): string {
  return [
    'Name the pages that may call it (CDK: cors.allowedOrigins of addFunctionUrl):',
    awsCommand('lambda', 'update-function-url-config', {
      ...functionOptions(arn, alias),
      cors: '{"AllowOrigins": ["https://YOUR.PAGES"], "AllowCredentials": false}',
    }),
    'It replaces all of the CORS settings: repeat the others.',
  ].join('\n');
}
