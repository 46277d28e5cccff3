// What scripts say comes with the page, in its language.

export const words = document.getElementById("words").dataset;

/** Puts values in the places of {0}, {1}, … */
export function filled(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, number) => values[number]);
}
