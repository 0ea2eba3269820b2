import { bindingOf } from '../scope.ts';
import type { Program } from '../signatures/program.ts';

/** `handler = Mangum(app)`, `app` of `from stac_api.app import app`: what Lambda calls is all of a package that the archive has not. */
export function isOfPackage({ begin, modules, values }: Program): boolean {
  const [only, ...others] = begin?.definitions ?? [];
  if (!only || others.length > 0 || modules.unread.length > 0) return false;
  if (only.kind !== 'value' || only.path.length > 0) return false;
  const adapter = only.node.type === 'Call' ? only.node : undefined;
  const [first] = adapter?.arguments ?? [];
  if (!adapter || !first || !values.namesOf(adapter.callee).some((name) => adapters.test(name))) {
    return false;
  }
  const imported = bindingOf(first.value)?.definitions ?? [];
  const found = values.valuesOf(first.value);

  return (
    imported.length === 1 &&
    imported[0]?.kind === 'import' &&
    found.length > 0 &&
    found.every(({ kind }) => kind === 'name')
  );
}

const adapters = /^(?:mangum\.(?:adapter\.)?Mangum|apig_wsgi\.make_lambda_handler)$/;
