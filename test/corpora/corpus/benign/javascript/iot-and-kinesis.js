exports.handler = async (event) => {
  const output = event.records.map((record) => {
    const entry = Buffer.from(record.data, 'base64').toString('utf8');
    const match = /^\[(.*?)\] (\w+)/.exec(entry);
    if (!match) return { recordId: record.recordId, result: 'ProcessingFailed', data: record.data };
    const data = Buffer.from(JSON.stringify({ at: match[1], word: match[2] }) + '\n').toString('base64');
    return { recordId: record.recordId, result: 'Ok', data };
  });
  console.log(`Processing completed. Successful records ${output.length}.`);
  return { records: output };
};
