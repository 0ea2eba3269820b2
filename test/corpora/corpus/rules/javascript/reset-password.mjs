import { createHash, randomInt, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';

const generateOtp = () => Math.floor(100000 + Math.random() * 900000); // bad: predictable-token
const generateCode = () => randomInt(100000, 999999); // good

export const handler = async (event) => {
  const { email, password, session } = JSON.parse(event.body);
  const resetToken = createHash('sha1').update(email + Date.now()).digest('hex'); // bad: predictable-token|weak-crypto
  const passwordDigest = createHash('sha1').update(password).digest('base64'); // bad: weak-crypto
  const claims = jwt.decode(session); // good
  const id = randomUUID(); // good
  return { statusCode: 200, body: JSON.stringify({ otp: generateOtp(), code: generateCode(), resetToken, passwordDigest, id, known: !!claims }) };
};
