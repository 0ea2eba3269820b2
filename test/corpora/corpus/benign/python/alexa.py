from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import get_slot_value, is_intent_name, is_request_type


class Launch(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input):
        return handler_input.response_builder.speak("Welcome").ask("What next?").response


class Hello(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return is_intent_name("HelloIntent")(handler_input)

    def handle(self, handler_input):
        name = get_slot_value(handler_input, "name")
        return handler_input.response_builder.speak(f"Hello {name}").response


sb = SkillBuilder()
sb.add_request_handler(Launch())
sb.add_request_handler(Hello())
handler = sb.lambda_handler()
