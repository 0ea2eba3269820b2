const Alexa = require('ask-sdk-core');

const LaunchRequestHandler = {
  canHandle: (input) => Alexa.getRequestType(input.requestEnvelope) === 'LaunchRequest',
  handle: (input) => input.responseBuilder.speak('Welcome').reprompt('Say hello').getResponse(),
};
const HelloHandler = {
  canHandle: (input) => Alexa.getRequestType(input.requestEnvelope) === 'IntentRequest' && Alexa.getIntentName(input.requestEnvelope) === 'HelloIntent',
  handle(input) {
    const name = Alexa.getSlotValue(input.requestEnvelope, 'name');
    return input.responseBuilder.speak(`Hello ${name}`).getResponse();
  },
};
const ErrorHandler = {
  canHandle: () => true,
  handle: (input, error) => {
    console.log(`Error handled: ${error.stack}`);
    return input.responseBuilder.speak('Sorry').getResponse();
  },
};

exports.handler = Alexa.SkillBuilders.custom().addRequestHandlers(LaunchRequestHandler, HelloHandler).addErrorHandlers(ErrorHandler).lambda();
