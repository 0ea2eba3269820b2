exports.handler = async (event) => {
  const a = `{"name": "${event.name}", "role": "user"}`; // bad
  const b = '{"id": 1, "name": "' + event.name + '"}'; // bad
  const c = '[{"key":"' + event.key + '"}]'; // bad
  const d = `{"count": ${Number(event.count)}}`; // good
  const e = JSON.stringify({ name: event.name }); // good
  const f = `{"name": ${JSON.stringify(event.name)}}`; // good
  const g = `{ user(id: "${event.id}") { name } }`; // good
  const h = `Hello "${event.name}"`; // good
  const i = `{"name": "${event.name.replace(/"/g, '')}"}`; // good
  return [a, b, c, d, e, f, g, h, i];
};
