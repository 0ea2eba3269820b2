const { Sequelize, QueryTypes } = require('sequelize');
const sequelize = new Sequelize(process.env.DB_URL);

module.exports.handler = async (event) => {
  for (const record of event.Records) {
    const order = JSON.parse(record.body);
    await sequelize.query('UPDATE reports SET state = "' + order.state + '" WHERE id = 1'); // bad: query-injection
    await sequelize.query('UPDATE reports SET state = :state WHERE id = 1', { // good
      replacements: { state: order.state },
      type: QueryTypes.UPDATE,
    });
  }
};
