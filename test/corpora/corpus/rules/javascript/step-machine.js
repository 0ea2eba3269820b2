module.exports.handler = async (input) => {
  const { expression, values } = input.Payload ?? input;
  const result = Function('values', `"use strict"; return (${expression})`)(values); // bad: event-code-execution
  const known = { sum: (list) => list.reduce((a, b) => a + b, 0), max: (list) => Math.max(...list) };
  const simple = Object.hasOwn(known, input.operation) ? known[input.operation](values) : undefined; // good
  return { result, simple };
};
