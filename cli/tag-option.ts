import { Option } from 'commander';
import { keyAndValue } from '../functions/domain/routing.ts';
import { Failure } from './failure.ts';
import type { AskedTag } from './selection.ts';

/** New each time: commander keeps state in it. */
export function tagOption(
  about = 'of functions with this tag, one that keptTags names; * and ? in the value are wildcards',
): Option {
  return new Option('--tag <key=value>', about).argParser(tagIn);
}

function tagIn(text: string): AskedTag {
  const [key, value] = keyAndValue(text);
  if (key !== '' && value !== '') return { key, value };

  throw new Failure(
    `--tag is ${JSON.stringify(text)}; it takes a tag as key=value, such as team=shop`,
  );
}
