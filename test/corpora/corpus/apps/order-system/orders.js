exports.get = (table, { id }, callback) => {
  table.get({ TableName: process.env.ORDERS_TABLE, Key: { orderId: String(id) } }, (error, data) => {
    callback(error, { statusCode: 200, body: JSON.stringify(data) });
  });
};

exports.search = (table, request, callback) => {
  table.scan( // hole: query-injection
    {
      TableName: process.env.ORDERS_TABLE,
      FilterExpression: 'paymentStatus = ' + request.status,
    },
    (error, data) => callback(error, { statusCode: 200, body: JSON.stringify(data) }),
  );
};
