/**
 * What code may take from packages of PyPI and be plain: names that neither call AWS nor run code that is
 * not written there. Left out is what renders templates or reads files. Source: the source of each, in the
 * version of late 2026.
 *
 * @param name undefined for the module itself.
 */
export function isOfPlainPackage(module: string, name?: string): boolean {
  const names = packages.get(module);

  return names !== undefined && (name === undefined ? names.length === 0 : names.includes(name));
}

/** Whether a module is one of such a package, at least in part. */
export function isPlainPackage(module: string): boolean {
  return packages.has(module);
}

/** Where it has no names, all of it. */
const packages: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'flask',
    'Flask Blueprint Request Response abort current_app g jsonify make_response redirect request session url_for'.split(
      ' ',
    ),
  ],
  ['flask_cors', ['CORS', 'cross_origin']],
  ['flask_lambda', ['FlaskLambda']],
  ['apig_wsgi', ['make_lambda_handler']],
  ['awsgi', []],
  ['serverless_wsgi', []],
]);

/** Fields by which they read files, or load what these say. */
export function isOfFiles(name: string): boolean {
  return ofFiles.has(name);
}

const ofFiles: ReadonlySet<string> = new Set(
  (
    'add_template_filter add_template_global cli create_jinja_environment from_envvar from_file ' +
    'from_mapping from_object from_prefixed_env from_pyfile instance_path jinja_env jinja_loader jinja_options ' +
    'open_instance_resource open_resource root_path save send_static_file static_folder static_url_path ' +
    'template_folder ' +
    'test_cli_runner update_template_context'
  ).split(' '),
);

/** Of an app: `@app.route('/')`, `@app.get('/')`. */
export function isRegistration(name: string): boolean {
  return registrations.has(name);
}

const registrations: ReadonlySet<string> = new Set(
  'after_request before_request delete errorhandler get patch post put route teardown_request'.split(
    ' ',
  ),
);
