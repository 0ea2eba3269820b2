/** Of Pydantic, of data classes and their like: the class takes what it is given apart. */
export function isModelMaker(method: string): boolean {
  return modelMakers.has(method);
}

const modelMakers: ReadonlySet<string> = new Set(
  'model_validate model_validate_json model_construct parse_obj parse_raw from_dict from_json construct'.split(
    ' ',
  ),
);
