/**
 * What every wrapper of an OpenBridge element needs: reach the native control inside its shadow
 * root to name it, describe its state and focus it, since the vendor exposes none of that.
 */
import type { Attachment } from "svelte/attachments";

interface LitHost extends HTMLElement {
  updateComplete?: Promise<unknown>;
}

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The native control inside a vendor element, once it has rendered. */
function control(host: HTMLElement): HTMLElement | null {
  return host.shadowRoot?.querySelector<HTMLElement>("button, a, input") ?? null;
}

/** Writes attributes (`aria-label`, `aria-expanded`, …) on the control inside a vendor element. */
export function inner(attributes: Attributes): Attachment<HTMLElement> {
  return (host: LitHost) => {
    let stopped = false;
    void (host.updateComplete ?? Promise.resolve()).then(() => {
      const target = control(host);
      if (stopped || target === null) return;
      for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined) target.removeAttribute(name);
        else target.setAttribute(name, String(value));
      }
    });
    return () => {
      stopped = true;
    };
  };
}

/** Focuses the control inside a vendor element, or the element itself when it has none. */
export async function focusInner(host: LitHost | null | undefined): Promise<void> {
  if (!host) return;
  await host.updateComplete;
  (control(host) ?? host).focus();
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';

/** Everything a person can reach with Tab inside `root`, vendor elements included, in order. */
export function focusables(root: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const element of root.querySelectorAll<HTMLElement>("*")) {
    if (element.shadowRoot) {
      const target = control(element);
      if (target?.matches(FOCUSABLE)) found.push(target);
    } else if (element.matches(FOCUSABLE) && element.dataset["sentinel"] === undefined) {
      found.push(element);
    }
  }
  return found.filter((element) => element.getClientRects().length > 0);
}
