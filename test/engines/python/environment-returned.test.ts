import { describe, expect, it } from 'vitest';
import { found, handlerOf, kindsIn } from './weaknesses-in.ts';

const imports = 'import json, os, copy\nfrom os import environ\n';
const flask = (body: string) =>
  `import os, json\nfrom flask import Flask, jsonify, Response\napp = Flask(__name__)\n@app.get('/env')\ndef env():\n    ${body}\ndef handler(event, context):\n    return app(event)\n`;
const fastapi = (body: string) =>
  `import os, json\nfrom fastapi import FastAPI\nfrom fastapi.responses import JSONResponse\nfrom mangum import Mangum\napp = FastAPI()\n@app.get('/env')\ndef env():\n    ${body}\nhandler = Mangum(app)\n`;

describe('all of the environment in an answer', () => {
  it.each([
    handlerOf(imports, "return {'statusCode': 200, 'body': json.dumps(dict(os.environ))}"),
    handlerOf(imports, "return {'statusCode': 200, 'body': json.dumps({'env': dict(os.environ)})}"),
    handlerOf(imports, "return {'statusCode': 200, 'body': json.dumps({**os.environ, 'a': 1})}"),
    handlerOf(imports, "return {'statusCode': 200, 'body': str(os.environ)}"),
    handlerOf(imports, "return {'statusCode': 200, 'body': f'env: {os.environ}'}"),
    handlerOf(imports, "return {'statusCode': 200, 'body': json.dumps(dict(environ))}"),
    handlerOf(
      imports,
      "env = os.environ.copy()\nenv['A'] = 'b'\nbody = {'env': env}\nreturn {'body': json.dumps(body)}",
    ),
    handlerOf(imports, "return {'body': json.dumps({k: v for k, v in os.environ.items()})}"),
    handlerOf(imports, "return {'body': ' '.join([f'{k}={v}' for k, v in os.environ.items()])}"),
    handlerOf(
      `${imports}def answer(status, body):\n    return {'statusCode': status, 'body': json.dumps(body)}\n`,
      'return answer(200, dict(os.environ))',
    ),
    handlerOf(
      `${imports}def settings():\n    return dict(os.environ)\n`,
      "return {'body': json.dumps(settings())}",
    ),
    flask('return jsonify(dict(os.environ))'),
    flask('return jsonify(env=dict(os.environ))'),
    flask("return Response(json.dumps({'env': dict(os.environ)}))"),
    flask('return dict(os.environ)'),
    fastapi('return dict(os.environ)'),
    fastapi("return {'env': os.environ}"),
    fastapi('return JSONResponse(content=dict(os.environ))'),
  ])('is seen: %s', (source) => {
    expect(kindsIn(source)).toEqual(['environment-returned']);
  });

  it.each([
    handlerOf(imports, "return {'body': json.dumps({'stage': os.environ['STAGE']})}"),
    handlerOf(imports, "return {'body': os.environ.get('STAGE')}"),
    handlerOf(imports, "return {'body': json.dumps(sorted(os.environ.keys()))}"),
    handlerOf(imports, "return {'body': json.dumps([k for k in os.environ])}"),
    handlerOf(
      imports,
      "return {'body': json.dumps({k: os.environ[k] for k in ('STAGE', 'REGION')})}",
    ),
    handlerOf(
      imports,
      "return {'body': json.dumps({k: v for k, v in os.environ.items() if k in SHOWN})}",
    ),
    handlerOf(imports, "return {'body': json.dumps({k: '***' for k, v in os.environ.items()})}"),
    handlerOf(
      imports,
      "return {'body': json.dumps({k: hidden(v) for k, v in os.environ.items()})}",
    ),
    handlerOf(
      imports,
      "env = dict(os.environ)\ndel env['AWS_SECRET_ACCESS_KEY']\nreturn {'body': json.dumps(env)}",
    ),
    handlerOf(
      imports,
      "env = dict(os.environ)\nenv.pop('AWS_SECRET_ACCESS_KEY', None)\nreturn {'body': json.dumps(env)}",
    ),
    handlerOf(imports, "env = dict(os.environ)\nreturn {'body': env['STAGE']}"),
    handlerOf(imports, "return {'body': str(len(os.environ))}"),
    handlerOf(imports, "return {'body': 'yes' if 'STAGE' in os.environ else 'no'}"),
    handlerOf(
      `${imports}class Settings:\n    def __init__(self, STAGE='', **others):\n        self.stage = STAGE\n`,
      "return {'body': Settings(**os.environ).stage}",
    ),
    handlerOf(
      `${imports}import subprocess`,
      "made = subprocess.check_output(['ls'], env=os.environ)\nreturn {'body': made.decode()}",
    ),
    fastapi("return {'stage': os.environ['STAGE']}"),
    flask("return jsonify(stage=os.environ.get('STAGE'))"),
  ])('is not: %s', (source) => {
    expect(kindsIn(source)).toEqual([]);
  });

  it('is not what is left unknown where a package gets it', () => {
    const source = handlerOf(
      'import os, tools',
      "tools.load(dict(os.environ))\nreturn {'statusCode': 200}",
    );

    expect(found({ 'app.py': source }).unfollowed).toEqual([]);
  });

  it.each([
    ['usual', 1],
    ['medium', 4],
  ])('is %s by %i functions that hand on a secret', (severity, functions) => {
    const chain = Array.from(
      { length: functions },
      (_, index) => `def f${index + 1}():\n    x${index} = f${index}()\n    return x${index}`,
    );
    const first = "def f0():\n    return os.environ['DB_PASSWORD']";
    const source = handlerOf(
      [imports, first, ...chain].join('\n'),
      `return {'body': f${functions}()}`,
    );

    const [weakness] = found({ 'app.py': source }).weaknesses;
    expect(weakness).toMatchObject({ kind: 'environment-returned' });
    expect(weakness?.severity ?? 'usual').toBe(severity);
  });
});
