const vm = require('vm');

exports.handler = async (event) => {
  const body = JSON.parse(event.body || '{}');

  const total = eval(body.formula); // bad: event-code-execution
  const double = new Function('x', 'return ' + body.rule); // bad: event-code-execution
  const third = vm.runInNewContext(body.script, {}); // bad: event-code-execution
  const fixed = eval('1 + 1'); // good
  const twice = new Function('x', 'return x * 2'); // good
  const read = JSON.parse(body.formula); // good

  return { statusCode: 200, body: JSON.stringify({ total, a: double(1), third, fixed, b: twice(2), read }) };
};
