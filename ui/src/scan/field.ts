/** A text field as it stood before a scan fell into it. */

type TextField = HTMLInputElement | HTMLTextAreaElement;

const TYPED_INTO = ["text", "search", "email", "tel", "url", "password", "number", "date", "time"];

/** What of a key event is typed into; null where its keys are orders, not text. */
export function fieldOf(target: EventTarget | undefined | null): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target;
  const isText = target instanceof HTMLInputElement && TYPED_INTO.includes(target.type);
  return isText ? target : null;
}

/** Keeps value and selection; the returned function puts them back and tells who listens. */
export function keepField(field: TextField): () => void {
  const { value } = field;
  const [start, end] = selectionOf(field);
  return () => {
    if (!field.isConnected || field.value === value) return;
    field.value = value;
    if (start !== null && end !== null) field.setSelectionRange(start, end);
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  };
}

/** Number and date fields have no selection that can be asked for. */
function selectionOf(field: TextField): [number | null, number | null] {
  try {
    return [field.selectionStart, field.selectionEnd];
  } catch {
    return [null, null];
  }
}
