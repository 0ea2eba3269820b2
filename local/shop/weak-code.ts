import type { SampleFunction } from './sample-function.ts';
import { billOfMaterials, npmPackage, pythonModule } from './sources.ts';
import { openUrlPermissions } from './url-permissions.ts';
import { bundled } from './weak-code/bundled.ts';
import {
  careful,
  careless,
  carelessKinds,
  kindsInExpressApp,
  kindsInJavaScript,
  soundExpressApp,
  soundInJavaScript,
  weakExpressApp,
  weakInJavaScript,
} from './weak-code/in-javascript.ts';
import {
  carefulInPython,
  carelessInPython,
  kindsInPython,
  soundInPython,
  weakInPython,
} from './weak-code/in-python.ts';

const inNode = { ...npmPackage('pg', '8.16.3'), ...npmPackage('node-serialize', '0.0.4') };
const inBundle = {
  'bom.json': billOfMaterials(
    'pkg:npm/express@5.1.0',
    'pkg:npm/serverless-http@4.0.0',
    'pkg:npm/mysql2@3.15.2',
  ),
};
const inPython = {
  ...pythonModule('requests', '2.32.5'),
  ...pythonModule('lxml', '6.0.2'),
  ...pythonModule('defusedxml', '0.7.1'),
};

/** Functions with a fault of each kind in their code, in two languages and in a bundle; each with a sound twin. */
export const weakCode: readonly SampleFunction[] = [
  {
    name: 'shop-order-desk',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': weakInJavaScript, ...inNode },
    faults: faultsOf(kindsInJavaScript),
  },
  {
    name: 'shop-order-desk-fixed',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': soundInJavaScript, ...inNode },
  },
  {
    name: 'shop-claims',
    runtime: 'python3.13',
    age: 100,
    files: { 'index.py': weakInPython, ...inPython },
    faults: faultsOf(kindsInPython),
  },
  {
    name: 'shop-claims-fixed',
    runtime: 'python3.13',
    age: 100,
    files: { 'index.py': soundInPython, ...inPython },
  },
  {
    name: 'shop-support',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': careless },
    faults: faultsOf([...carelessKinds, 'environment-returned']),
  },
  { name: 'shop-support-fixed', runtime: 'nodejs24.x', age: 100, files: { 'index.js': careful } },
  {
    name: 'shop-helpdesk',
    runtime: 'python3.13',
    age: 100,
    files: { 'index.py': carelessInPython },
    faults: faultsOf(carelessKinds),
  },
  {
    name: 'shop-helpdesk-fixed',
    runtime: 'python3.13',
    age: 100,
    files: { 'index.py': carefulInPython },
  },
  {
    // From anyone on the internet, by a query, to the orders.
    name: 'shop-order-api',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': await bundled(weakExpressApp), ...inBundle },
    url: { authType: 'NONE' },
    permissions: openUrlPermissions,
    faults: [
      ...faultsOf(kindsInExpressApp),
      'permissions/unauthenticated-url#function',
      'usage/attack-path#function',
    ],
  },
  {
    name: 'shop-order-api-fixed',
    runtime: 'nodejs24.x',
    age: 100,
    files: { 'index.js': await bundled(soundExpressApp), ...inBundle },
  },
];

/** Its handler is `index.handler`. Only of a deployed function it is certain that nothing else brings that. */
export const withoutHandler: SampleFunction = {
  name: 'shop-wish-list',
  runtime: 'nodejs24.x',
  age: 100,
  files: { 'index.js': 'exports.handle = async () => ({ statusCode: 200 });\n' },
  faults: faultsOf(['does-not-start']),
};

function faultsOf(kinds: readonly string[]): readonly string[] {
  return kinds.map((kind) => `code/${kind}#`);
}
