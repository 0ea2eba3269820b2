import type { ClassNode, Expression } from './syntax.ts';

/** Whether a class leaves a field out of what its objects show: `key: SecretStr`, `key: str = field(repr=False)`. */
export function hidesField({ body }: ClassNode, field: string): boolean {
  return body.body.some((member) => {
    if (member.type !== 'Assign' || !member.annotation) return false;
    const [target] = member.targets;
    const isOne = target?.type === 'Name' && target.name === field;

    return isOne && (isSecretType(member.annotation) || isLeftOut(member.value));
  });
}

/** `SecretStr`, `Optional[SecretStr]`, `SecretStr | None`. */
function isSecretType(node: Expression): boolean {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
      return /^Secret(?:Str|Bytes)$/.test(node.name);
    case 'Subscript':
      return isSecretType(node.index);
    case 'Binary':
      return isSecretType(node.left) || isSecretType(node.right);
    default:
      return false;
  }
}

function isLeftOut(value: Expression | undefined): boolean {
  return (
    value?.type === 'Call' &&
    value.arguments.some(
      ({ name, value: given }) =>
        name === 'repr' && given.type === 'Constant' && given.value === 'False',
    )
  );
}
