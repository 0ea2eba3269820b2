let customer;
const cache = new Map();

exports.handler = async (event) => {
  if (event.customer) customer = event.customer; // bad: state-between-invocations
  if (!cache.has(event.id)) cache.set(event.id, await load(event.id)); // good
  return { customer, item: cache.get(event.id) };
};

async function load(id) {
  return { id };
}
