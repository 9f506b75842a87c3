/** The text of a named field of a form, without spaces around it. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** One of the choices of a named field, or the first where the form holds none of them. */
export function choiceIn<Choice extends string>(
  form: FormData,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = form.get(name);
  return choices.find((choice) => choice === value) ?? choices[0];
}
