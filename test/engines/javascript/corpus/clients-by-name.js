// What something is shows in its name alone.
const publish = (snsClient, input) => snsClient.send(input); // good

const answer = (reply, input) => reply.send(input); // bad: error-details-returned

exports.published = async (event) => {
  try {
    await load();
  } catch (error) {
    publish(event.client, { Message: error.message });
    return { statusCode: 500, body: 'Internal error' }; // good
  }
};

exports.answered = (event, reply) => load().catch((error) => answer(reply, { message: error.message }));
