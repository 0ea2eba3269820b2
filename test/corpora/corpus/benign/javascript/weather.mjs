const BASE = 'https://api.openweathermap.org/data/2.5/weather';

export const handler = async (event) => {
  const city = event.queryStringParameters?.city ?? 'London';
  const url = `${BASE}?q=${city}&appid=${process.env.OWM_KEY}`;
  const answer = await fetch(url);
  const { main } = await answer.json();
  return { statusCode: answer.status, body: JSON.stringify({ city, temperature: main?.temp }) };
};
