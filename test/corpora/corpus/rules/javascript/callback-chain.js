var request = require('request');
var async = require('async');
var exec = require('child_process').exec;

exports.handler = function (event, context, done) {
  var url = event.Records[0].Sns.Message;
  async.waterfall([
    function (next) {
      request({ uri: url, encoding: null }, next); // bad: server-side-request-forgery
    },
    function (response, body, next) {
      exec('file -', next).stdin.end(body); // good
    },
  ], done);
};
