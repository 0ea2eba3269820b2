export async function sendToApi(id) {
  return fetch(`${process.env.API_URL}/items/${id}`); // good
}
