// Classes as compilers for old engines write them: a function, and its members in tables.
const { execSync } = require('child_process');

function _defineProperties(target, rows) {
  for (var at = 0; at < rows.length; at++) Object.defineProperty(target, rows[at].key, rows[at]);
}
function _createClass(constructor, own, ofClass) {
  if (own) _defineProperties(constructor.prototype, own);
  if (ofClass) _defineProperties(constructor, ofClass);
  return constructor;
}

var Runner = (function () {
  function Runner(name) {
    this.name = name;
  }
  _createClass(
    Runner,
    [
      {
        key: 'run',
        value: function run(folder) {
          execSync(`ls ${folder}`); // bad: command-injection
          this.show();
        },
      },
      {
        key: 'show',
        value: function show() {
          execSync(`ls -l ${this.name}`); // bad: command-injection
        },
      },
      {
        key: 'clean',
        value: function clean(folder) {
          execSync(`rm ${folder}`); // good
        },
      },
    ],
    [
      {
        key: 'make',
        value: function make(name) {
          execSync(`touch ${name}`); // bad: command-injection
          return new Runner(name);
        },
      },
      {
        key: 'list',
        value: function list(folder) {
          execSync(`ls ${folder} -l`); // good
        },
      },
    ],
  );
  return Runner;
})();

exports.handler = (event) => {
  new Runner(event.name).run(event.folder);
  new Runner('all').clean('/tmp/old');
  Runner.make(event.file);
  Runner.list('/tmp/new');
  // Rows of another table are no members.
  const menu = [{ key: 'list', value: (text) => execSync(text) }]; // good
  return [menu.length, Number(event.size)]; // good
};
