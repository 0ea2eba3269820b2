const http = require('http');
const fs = require('fs');

// Helpers as compilers of TypeScript and JavaScript put them into each file: all functions share them.
var __assign = function () {
  __assign = Object.assign || function (target) {
    for (var i = 1; i < arguments.length; i++) {
      var source = arguments[i];
      for (var name in source) if (Object.prototype.hasOwnProperty.call(source, name)) target[name] = source[name];
    }
    return target;
  };
  return __assign.apply(this, arguments);
};

var a1 = function () {
  return (a1 = Object.assign || function (target) {
    for (var name in arguments[1]) target[name] = arguments[1][name];
    return target;
  }).apply(this, arguments);
};

var __rest = function (source, left) {
  var target = {};
  for (var name in source) if (left.indexOf(name) < 0) target[name] = source[name];
  return target;
};

var __awaiter = function (thisArg, list, P, generator) {
  return new (P || Promise)(function (resolve, reject) {
    function fulfilled(value) { step(generator.next(value)); }
    function step(result) {
      result.done ? resolve(result.value) : Promise.resolve(result.value).then(fulfilled, reject);
    }
    step((generator = generator.apply(thisArg, list || [])).next());
  });
};

var __generator = function (thisArg, body) {
  var last;
  var state = { label: 0, sent: function () { return last[1]; } };
  return { next: verb(0), throw: verb(1), return: verb(2) };
  function verb(code) { return function (value) { return step([code, value]); }; }
  function step(op) {
    while (state) {
      switch (op[0]) {
        case 0: case 1: last = op; break;
        case 4: state.label++; return { value: op[1], done: false };
        default: return { value: op[1], done: true };
      }
      op = body.call(thisArg, state);
    }
  }
};

function load(settings) {
  return __awaiter(this, void 0, void 0, function () {
    var text;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: return [4 /*yield*/, fs.promises.readFile('/etc/hosts', 'utf8')];
        case 1:
          text = _a.sent();
          return [2 /*return*/, __assign(__assign({}, settings), { hostname: text })];
      }
    });
  });
}

function echo(value) {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: return [4 /*yield*/, Promise.resolve(value)];
        case 1: return [2 /*return*/, _a.sent()];
      }
    });
  });
}

exports.sharing = function (event) {
  return __awaiter(this, void 0, void 0, function () {
    var mine, fixed, host, other;
    return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: return [4 /*yield*/, load({ name: event.name })];
        case 1:
          mine = _a.sent();
          http.get({ hostname: mine.hostname }); // good
          return [4 /*yield*/, echo('api.example.com')];
        case 2:
          fixed = _a.sent();
          http.get({ hostname: fixed }); // good
          return [4 /*yield*/, echo(event.host)];
        case 3:
          host = _a.sent();
          http.get({ hostname: host }); // bad
          return [4 /*yield*/, load({ hostname: 'api.example.com' })];
        case 4:
          other = _a.sent();
          http.get(__assign({ path: '/' }, { hostname: other.hostname })); // good
          return [2 /*return*/, fixed];
      }
    });
  });
};

exports.copied = function (event) {
  var whole = __assign(__assign({}, event.headers), { hostname: 'api.example.com' });
  var mine = __assign({ hostname: 'api.example.com' }, { path: event.path });
  http.get(mine); // good
  http.get({ hostname: mine.hostname }); // good
  http.get({ hostname: whole.other }); // bad
  http.get(a1({ hostname: 'api.example.com' }, { path: event.path })); // good
  http.get(a1({}, { hostname: event.host })); // bad
  http.get(__assign.apply(void 0, [{ port: 80 }, { hostname: event.host }])); // bad
  http.get(__assign.apply(void 0, [{ port: 80 }, { path: event.host }])); // good
  var rest = __rest({ hostname: event.host, path: event.path }, ['hostname']);
  http.get(rest); // good
  http.get({ hostname: rest.path }); // bad
};

function Client(host) {
  this.host = host;
}

Client.prototype.get = function () {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, function (_a) {
      http.get({ hostname: this.host }); // bad
      return [2 /*return*/, this.host];
    });
  });
};

function Fixed(host) {
  this.name = host;
  this.host = 'api.example.com';
}

Fixed.prototype.get = function () {
  return __awaiter(this, void 0, void 0, function () {
    return __generator(this, function (_a) {
      http.get({ hostname: this.host }); // good
      return [2 /*return*/];
    });
  });
};

exports.objects = function (event) {
  return Promise.all([new Client(event.host).get(), new Fixed(event.host).get()]);
};

exports.destructured = function (event_1) {
  return __awaiter(void 0, [event_1, 'api.example.com'], void 0, function (_a, fixed) {
    var host = _a.host, path = _a.path;
    return __generator(this, function (_b) {
      http.get({ hostname: host }); // bad
      http.get({ hostname: fixed, path: path }); // good
      return [2 /*return*/, fixed];
    });
  });
};

var INTERNALS = Symbol('internals');

// As packages that call servers keep what they are given: a reader of another field finds none of it.
function Request(input, init) {
  this[INTERNALS] = { address: typeof input === 'string' ? input : input.url, body: init.body };
}

function send(input, init) {
  var request = new Request(input, init);
  http.get(`${request.url}`); // good
  http.get(request[INTERNALS].address); // good
  http.get(request.next.body); // good
  return request[INTERNALS].body;
}

function sendTo(input, init) {
  var request = new Request(input, init);
  http.get(request[INTERNALS].address); // bad
}

exports.internals = function (event) {
  return [send('https://api.example.com', { body: event.body }), sendTo(event.url, {})];
};

function runWith(name, host, steps) {
  http.get({ hostname: host }); // bad
  return steps(name);
}

exports.ownRunner = function (event) {
  return runWith('a', event.host, function* (name) {
    yield http.get({ hostname: name }); // good
  });
};
