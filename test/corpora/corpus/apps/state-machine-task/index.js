// A task of a state machine: works out the expression that the input brings.
function evaluate(expression, scope) {
  const names = Object.keys(scope);
  const compute = new Function(...names, `return (${expression});`); // hole: event-code-execution
  return compute(...names.map((name) => scope[name]));
}

exports.handler = async ({ expression, input }) => {
  return { result: evaluate(expression, { input, now: Date.now() }) };
};
