import { describe, expect, it } from 'vitest';
import { kindsAmong } from './weaknesses-in.ts';

describe('what a handler of Chalice never runs', () => {
  const code = `from chalice import Chalice
app = Chalice(app_name='shop')
@app.route('/orders', methods=['POST'])
def order():
    body = app.current_request.json_body
    print(body)
    return check(body['password'])
@app.route('/run', methods=['POST'])
def run():
    return eval(app.current_request.json_body['text'])
@app.schedule('rate(1 day)')
def clean(event):
    return 1
`;

  it.each([
    ['of a schedule: no route', 'app.clean', 0],
    ['but all routes of the application', 'app.app', 2],
    ['but all routes of what is a route itself', 'app.run', 2],
  ])('is not reported, %s', (_, handler, expected) => {
    expect(kindsAmong({ 'app.py': code }, handler)).toHaveLength(expected);
  });
});
