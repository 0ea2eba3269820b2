exports.handler = async ({ price, quantity, discount = 0 }) => {
  const total = price * quantity * (1 - discount);
  return { total: Math.round(total * 100) / 100, approved: total < Number(process.env.LIMIT) };
};
