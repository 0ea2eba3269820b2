import { calledName } from '../link.ts';
import { piecesOf } from '../text-shape.ts';
import { codeOf, type Fix, type Fixing } from './fix.ts';

/** Of YAML: `load_all` is read by `safe_load_all`. */
export const loadYamlSafely: Fix = (fixing) => {
  const { at } = fixing;
  const isMany = at.type === 'Call' && (calledName(at) ?? '').endsWith('_all');
  const isOfModule = at.type === 'Call' && at.callee.type === 'Attribute';
  const module = isOfModule && at.callee.type === 'Attribute' ? at.callee.object : undefined;
  const library = module ? codeOf(module, fixing) : 'yaml';

  return written(fixing, `${library}.${isMany ? 'safe_load_all' : 'safe_load'}`);
};

/** A text of the code around it would be no literal. */
export const parseLiteral: Fix = (fixing) => {
  const { at } = fixing;
  const [given] = at.type === 'Call' ? at.arguments : [];
  const isPart = given ? piecesOf(given.value).some((piece) => 'text' in piece) : true;

  return isPart ? undefined : written(fixing, 'ast.literal_eval');
};

/** JSON holds no objects. What reads files of other forms has no such twin. */
export const loadSafely: Fix = (fixing) => {
  const { at } = fixing;
  const name = at.type === 'Call' ? calledName(at) : undefined;

  switch (name) {
    case 'loads':
    case 'decode':
      return written(fixing, 'json.loads');
    case 'load': {
      const isPickle = fixing.values
        .namesOf(at.type === 'Call' ? at.callee : (at as never))
        .some((each) => /pickle\.load$|^dill\.load$|^marshal\.load$/.test(each));
      return isPickle ? written(fixing, 'json.load') : undefined;
    }
    default:
      return undefined;
  }
};

function written(fixing: Fixing, name: string): string | undefined {
  const { at } = fixing;
  const [given] = at.type === 'Call' ? at.arguments : [];
  const code = given && codeOf(given.value, fixing);

  return code === undefined ? undefined : `${name}(${code})`;
}
