'use strict';
const serialize = require('node-serialize');
const { DynamoDB } = require('aws-sdk');
const orders = require('./orders');

const table = new DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  const request = serialize.unserialize(event.body); // hole: unsafe-deserialization
  const { action } = request;

  switch (action) {
    case 'get':
      return orders.get(table, request, callback);
    case 'search':
      return orders.search(table, request, callback);
    default:
      return callback(null, { statusCode: 400, body: JSON.stringify({ error: 'unknown action' }) });
  }
};
