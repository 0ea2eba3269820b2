/**
 * What a file may hold secrets as: a `script`, in which names are given quoted texts; `data`, such as
 * JSON and YAML; `lines` of names and values, as in `.env`; a `key` by itself.
 */
export type SecretFileForm = 'script' | 'data' | 'lines' | 'key';

/** By the file's name; undefined for one in which secrets are not looked for. */
export function secretFileForm(path: string): SecretFileForm | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (isGenerated(name) || isAbout(path)) return undefined;

  return forms.find(([, names]) => names.test(name))?.[0] ?? formOfPath(path);
}

/** Whether what stands in it is for trying things out, or to be read: most of it was never in use. */
export function isForTrying(path: string): boolean {
  return (
    /(?:^|\/)(?:__tests__|__mocks__|tests?|testing|testdata|spec|specs|fixtures?|examples?|samples?|demos?|docs?|mocks?|e2e|cypress)\//i.test(
      path,
    ) ||
    /(?:^|[/._-])(?:tests?|spec|mock|stories|examples?(?:-\d)?)\.[a-z]{2,4}$|(?:^|\/)(?:test_[^/]{1,200}|conftest)\.py$/i.test(
      path,
    )
  );
}

/** Whether it is a file that shows which settings there are: `.env.example`. */
export function isTemplateFile(path: string): boolean {
  return /(?:^|[._-])(?:example|sample|template|tmpl|dist|defaults?)(?:\.[a-z]{2,4})?$/i.test(
    path.slice(path.lastIndexOf('/') + 1),
  );
}

/** Bytes. A larger document is data that the function works on, and a larger key is none. */
export const MOST_BYTES: Readonly<Record<SecretFileForm, number>> = {
  script: 16 * 2 ** 20,
  data: 2 ** 20,
  lines: 2 ** 20,
  key: 2 ** 16,
};

const forms: readonly (readonly [SecretFileForm, RegExp])[] = [
  [
    'lines',
    /^\.env(?:$|\.|-)|\.env$|^\.?(?:npmrc|yarnrc|netrc|pypirc|pgpass|boto|s3cfg|my\.cnf|git-credentials)$|^_netrc$|\.(?:ini|properties|conf|cfg|cnf|toml|tfvars|env|hcl)$/,
  ],
  ['key', /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:pem|key|ppk|p8)$/],
  ['data', /\.(?:json|json5|jsonc|ya?ml|xml|tfstate|config)$|^\.dockercfg$|^kubeconfig$/],
  ['script', /\.(?:[cm]?[jt]sx?|py|rb|php|sh|bash|ps1|groovy|kts?|cs|java|go|pl|lua|ex|exs)$/],
];

function formOfPath(path: string): SecretFileForm | undefined {
  if (/(?:^|\/)\.(?:aws|boto|git)\/(?:credentials|config)$/.test(path)) return 'lines';

  return /(?:^|\/)\.(?:docker|kube)\/config/.test(path) ? 'data' : undefined;
}

/** What tools write: hashes, versions and names, and no settings. */
function isGenerated(name: string): boolean {
  return (
    /^(?:package|package-lock|npm-shrinkwrap|composer|bower|angular|nx|lerna|jsr|deno|turbo|bom|sbom|cyclonedx|spdx)\.json$/.test(
      name,
    ) ||
    /^(?:tsconfig|jsconfig)\b|^(?:pnpm-lock|pnpm-workspace)\.yaml$|\.lock$|\.lock\.json$|^pom\.xml$/.test(
      name,
    ) ||
    /\.(?:schema|deps|runtimeconfig)\.json$|\.(?:map|d\.ts|d\.mts|d\.cts)$|^(?:swagger|openapi)\b/.test(
      name,
    )
  );
}

/** Texts in several languages: `password` there is a label. And what version control keeps. */
function isAbout(path: string): boolean {
  return (
    /(?:^|\/)(?:i18n|locales?|langs?|languages?|translations?|l10n|nls)\//i.test(path) ||
    /(?:^|\/)(?:messages|strings|labels)(?:[_-][a-z]{2}(?:[_-][a-z]{2})?)?\.(?:json|properties|ya?ml|xml)$/i.test(
      path,
    ) ||
    /(?:^|\/)\.git\/(?!config$)/.test(path)
  );
}
