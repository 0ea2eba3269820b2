// Async functions as compilers for old engines write them: Babel's two runtimes, and TypeScript's.
const fs = require('fs');
const path = require('path');
const { execSync } = require('child_process');
const { Pool } = require('pg');
const { MongoClient } = require('mongodb');

const ROOT = '/mnt/files';
const TOOLS = new Set(['ffprobe', 'mediainfo']);
const client = new MongoClient(process.env.MONGO_URL);

function _asyncToGenerator(n) {
  return function () {
    var t = this, e = arguments;
    return new Promise(function (r, o) {
      var a = n.apply(t, e);
      function _next(value) { var done = a.next(value); done.done ? r(done.value) : Promise.resolve(done.value).then(_next, o); }
      _next(void 0);
    });
  };
}

exports.checked = function () {
  var _ref = _asyncToGenerator(_regenerator().m(function _callee(event) {
    var name, one, full, tool, again;
    return _regenerator().w(function (_context) {
      while (1) switch (_context.p = _context.n) {
        case 0:
          name = event.name;
          _context.n = 1;
          return fs.promises.readFile(path.join(ROOT, name)); // bad: path-traversal
        case 1:
          one = _context.v;
          full = path.resolve(ROOT, name);
          if (full.startsWith(ROOT + path.sep)) {
            _context.n = 2;
            break;
          }
          return _context.a(2, { statusCode: 404 });
        case 2:
          fs.readFileSync(full); // good
          again = path.resolve(ROOT, event.again);
          if (!again.startsWith(ROOT + path.sep)) {
            _context.n = 3;
            break;
          }
          fs.readFileSync(again); // good
          return _context.a(2, one);
        case 3:
          fs.readFileSync(again); // bad: path-traversal
          tool = event.tool;
          if (TOOLS.has(tool)) {
            _context.n = 4;
            break;
          }
          throw new Error('no such tool');
        case 4:
          return _context.a(2, new Promise(function (done) {
            execSync(tool); // good
            done();
          }));
      }
    }, _callee);
  }));
  return function (_x) {
    return _ref.apply(this, arguments);
  };
}();

// What was waited for, in the case that comes next.
exports.awaited = function () {
  var _ref2 = _asyncToGenerator(regeneratorRuntime.mark(function _callee2(event) {
    var users, body, answer;
    return regeneratorRuntime.wrap(function _callee2$(_context2) {
      while (1) {
        switch (_context2.prev = _context2.next) {
          case 0:
            _context2.next = 2;
            return client.connect();
          case 2:
            users = _context2.sent.db('shop').collection('users');
            _context2.next = 5;
            return bodyOf(event);
          case 5:
            body = _context2.sent;
            _context2.next = 8;
            return users.findOne({ name: body.name }); // bad: query-injection
          case 8:
            answer = _context2.sent;
            execSync('echo ' + answer); // good
            _context2.next = 12;
            return users.findOne({ name: String(body.name) }); // good
          case 12:
            return _context2.abrupt('return', execSync('echo ' + body.text)); // bad: command-injection
          case 13:
          case 'end':
            return _context2.stop();
        }
      }
    }, _callee2);
  }));
  return function (_x2) {
    return _ref2.apply(this, arguments);
  };
}();

function bodyOf(_x3) {
  return _bodyOf.apply(this, arguments);
}

function _bodyOf() {
  _bodyOf = _asyncToGenerator(regeneratorRuntime.mark(function _callee3(event) {
    return regeneratorRuntime.wrap(function _callee3$(_context3) {
      while (1) {
        switch (_context3.prev = _context3.next) {
          case 0:
            return _context3.abrupt('return', JSON.parse(event.body));
          case 1:
          case 'end':
            return _context3.stop();
        }
      }
    }, _callee3);
  }));
  return _bodyOf.apply(this, arguments);
}

// After an error what was checked before the try stays checked, and no more.
exports.caught = function () {
  var _ref4 = _asyncToGenerator(_regenerator().m(function _callee4(event) {
    var tool, other, error;
    return _regenerator().w(function (_context4) {
      while (1) switch (_context4.p = _context4.n) {
        case 0:
          tool = event.tool;
          other = event.other;
          if (TOOLS.has(tool)) {
            _context4.n = 1;
            break;
          }
          return _context4.a(2);
        case 1:
          _context4.p = 1;
          _context4.n = 2;
          return run();
        case 2:
          if (TOOLS.has(other)) {
            _context4.n = 3;
            break;
          }
          throw new Error('no');
        case 3:
          execSync(other); // good
          _context4.n = 5;
          break;
        case 4:
          _context4.p = 4;
          error = _context4.v;
          execSync(tool); // good
          execSync(other); // bad: command-injection
        case 5:
          return _context4.a(2);
      }
    }, _callee4, null, [[1, 4]]);
  }));
  return function (_x4) {
    return _ref4.apply(this, arguments);
  };
}();

// TypeScript: what jumps on is a way to the case that it names.
exports.jumping = function (event) { return __awaiter(void 0, void 0, void 0, function () {
    var pool, tool, rows, name;
    return __generator(this, function (_a) {
        switch (_a.label) {
            case 0: return [4 /*yield*/, poolOf()];
            case 1:
                pool = _a.sent();
                tool = event.tool;
                name = event.name;
                if (!TOOLS.has(tool)) return [3 /*break*/, 3];
                return [4 /*yield*/, pool.query('SELECT 1 FROM t WHERE a = ' + name)]; // bad: query-injection
            case 2:
                rows = _a.sent();
                execSync(tool); // good
                return [2 /*return*/, rows];
            case 3:
                execSync(tool); // bad: command-injection
                if (TOOLS.has(name)) return [3 /*break*/, 5];
                return [4 /*yield*/, pool.query('SELECT 1')];
            case 4:
                _a.sent();
                throw new Error('no such tool');
            case 5:
                execSync(name); // good
                return [2 /*return*/];
        }
    });
}); };

function poolOf() { return __awaiter(this, void 0, void 0, function () {
    var pool;
    return __generator(this, function (_a) {
        switch (_a.label) {
            case 0:
                pool = new Pool();
                return [4 /*yield*/, pool.connect()];
            case 1:
                _a.sent();
                return [2 /*return*/, pool];
        }
    });
}); }

exports.token = function (event) { return __awaiter(void 0, void 0, void 0, function () {
    var token, colour;
    return __generator(this, function (_a) {
        token = Math.random().toString(36).slice(2); // bad: predictable-token
        colour = Math.random(); // good
        return [2 /*return*/, { token: token, colour: colour }];
    });
}); };

// All async functions of a file share the helper: what one is given, no other gets.
function cleaned() {
  return _cleaned.apply(this, arguments);
}
function _cleaned() {
  _cleaned = _asyncToGenerator(_regenerator().m(function _callee9(folder) {
    return _regenerator().w(function (_context9) {
      while (1) switch (_context9.n) {
        case 0:
          execSync('rm -r /tmp/' + folder); // good
          return _context9.a(2);
      }
    }, _callee9);
  }));
  return _cleaned.apply(this, arguments);
}

exports.sharing = function () {
  var _ref10 = _asyncToGenerator(_regenerator().m(function _callee10(event) {
    return _regenerator().w(function (_context10) {
      while (1) switch (_context10.n) {
        case 0:
          _context10.n = 1;
          return cleaned('old');
        case 1:
          execSync('ls /tmp/' + event.folder); // bad: command-injection
          return _context10.a(2);
      }
    }, _callee10);
  }));
  return function (_x10) {
    return _ref10.apply(this, arguments);
  };
}();

// A wrapper that does something with what it is given is not the function that it is given.
function logged(f) {
  return function () {
    var self = this, given = arguments;
    return new Promise(function (resolve) {
      execSync('logger ' + given[0].folder); // bad: command-injection
      resolve(f.apply(self, given));
    });
  };
}

exports.wrapped = logged(function (event) {
  execSync('ls -l /tmp/' + event.folder); // bad: command-injection
  execSync('ls -l /tmp/folder'); // good
});

function alsoRunning(fn) {
  return function () {
    var self = this,
      args = arguments;
    execSync(arguments[0].cmd); // bad: command-injection
    return new Promise(function (resolve) {
      resolve(fn.apply(self, args));
    });
  };
}

exports.ranBeside = alsoRunning(function (event) {
  execSync(`ls ${Number(event.id)}`); // good
  execSync(`ls ${Number(event.id)} -l`); // good
  return 1;
});
