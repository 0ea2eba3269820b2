const { MongoClient, ObjectId } = require('mongodb');
const client = new MongoClient(process.env.MONGODB_ATLAS_CLUSTER_URI);

exports.handler = async (event) => {
  const notes = client.db('app').collection('notes');
  const id = event.pathParameters?.id;

  if (event.requestContext.http.method === 'POST') {
    const { title, text } = JSON.parse(event.body);
    const { insertedId } = await notes.insertOne({ title, text, made: new Date() });
    return { statusCode: 201, body: JSON.stringify({ id: insertedId }) };
  }
  const note = await notes.findOne({ _id: new ObjectId(id) });
  return note ? { statusCode: 200, body: JSON.stringify(note) } : { statusCode: 404 };
};
