const { MongoClient, ObjectId } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const users = (await client.connect()).db('shop').collection('users');

  const login = await users.findOne({ name: body.name, password: body.password }); // bad: query-injection
  const cast = await users.findOne({ name: String(body.name) }); // good
  const byId = await users.findOne({ _id: new ObjectId(body.id) }); // good
  const free = await users.find({ $where: `this.age > ${body.age}` }).toArray(); // bad: query-injection

  return { statusCode: 200, body: JSON.stringify({ login: !!login, cast: !!cast, byId: !!byId, n: free.length }) };
};
