/** Whether a field says to whom a mail goes and who that is, by its name: `email`, `first_name`, `apellido`. */
export function isAddresseeField(name: string): boolean {
  return ofPerson.test(name);
}

const ofPerson =
  /^(?:e?_?mail(?:_?address)?|to|recipient|(?:first|last|full|user|display|given|family|nick|sur)?_?name|phone(?:_?number)?|mobile|correo|nombre|apellido|nome|naam|nom|prenom|vorname|nachname)$/i;
