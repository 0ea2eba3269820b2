import type { Call } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Credentials } from './credentials.ts';
import { isOfFoundData } from './inert-calls.ts';
import { isReading } from './outside.ts';
import { isTest } from './tested.ts';

/** Whether a call changes and sends nothing, as far as the wider reading asks: it looks up, verifies, computes, or makes a query or an object. */
export function isReadOnly(call: Call, credentials: Credentials): boolean {
  const { values, requested } = credentials;
  if (isReading(call, { values, requested }) || isTest(call, credentials)) return true;
  if (isOfFoundData(call, values)) return true;

  return isComputing(call, values);
}

/** Whether it makes a client, a query or an object, or computes what it is given. */
export function isComputing({ callee }: Call, values: Values): boolean {
  const seen = values.valuesOf(callee);

  return (
    seen.length > 0 &&
    seen.every(
      (each) => each.kind === 'class' || (each.kind === 'name' && computing.test(each.name)),
    )
  );
}

/** Clients, conditions and queries; hashes, keys and schemas; parsers of requests. */
const computing =
  /^(?:boto3\.(?:client|resource|Session|session\.Session)$|boto3\.dynamodb\.(?:conditions|types)\.|sqlalchemy\.(?:[\w.]{1,40}\.)?(?:select|text|and_|or_|func)\b|bcrypt\.|passlib\.|werkzeug\.(?:security|exceptions)\.|argon2\.|cryptography\.|itsdangerous\.|pyotp\.|hashids\.|pydantic\.|marshmallow\.|jsonschema\.|email_validator\.|aws_lambda_powertools\.utilities\.(?:parser|validation|data_classes|typing)\b|http\.(?:cookies|HTTPStatus)\b|os\.urandom$)/;
