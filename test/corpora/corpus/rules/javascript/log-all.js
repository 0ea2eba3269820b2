exports.handler = async (event) => {
  console.log('event', JSON.stringify(event)); // bad: logs-whole-event
  console.log('records', event.Records.length); // good
  console.info({ id: event.Records[0].messageId }); // good
};
