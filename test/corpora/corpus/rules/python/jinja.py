from jinja2 import Environment, Template

environment = Environment(autoescape=True)


def handler(event, context):
    bad = Template(event["template"]).render(name="x")  # bad: event-code-execution
    worse = environment.from_string(event["template"]).render()  # bad: event-code-execution
    good = environment.from_string("Dear {{ name }}").render(name=event["name"])  # good
    return [bad, worse, good]
