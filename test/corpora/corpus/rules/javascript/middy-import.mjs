import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

const lambda = async (event) => {
  await writeFile(`/tmp/${event.body.fileName}`, event.body.text); // bad: path-traversal
  await writeFile(`/tmp/${basename(event.body.fileName)}`, event.body.text); // good
  return { statusCode: 201 };
};

export const handler = middy(lambda).use(jsonBodyParser());
