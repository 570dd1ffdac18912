/**
 * Tooltips. The browser's own are drawn by the desktop and white at night, so `title` is never
 * used: `{@attach tip("text")}` shows the text in `TipLayer` on hover and on keyboard focus.
 */
import type { Attachment } from "svelte/attachments";

interface Tip {
  text: string;
  left: number;
  top: number;
  bottom: number;
}

const DELAY_MS = 500;

export const shownTip = $state<{ tip: Tip | null }>({ tip: null });

/** The whole text where not all of it is in sight; nothing where it is. */
export const tipWhereCut = (text: string | undefined): Attachment<HTMLElement> =>
  tip(text, ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => {
    return scrollWidth > clientWidth || scrollHeight > clientHeight;
  });

export function tip(
  text: string | undefined,
  wanted: (element: HTMLElement) => boolean = () => true,
): Attachment<HTMLElement> {
  return (element) => {
    if (!text) return;
    let timer: number | undefined;
    const show = () => {
      if (!wanted(element)) return;
      const box = element.getBoundingClientRect();
      shownTip.tip = { text, left: box.left, top: box.top, bottom: box.bottom };
    };
    const soon = () => {
      clearTimeout(timer);
      timer = window.setTimeout(show, DELAY_MS);
    };
    const hide = () => {
      clearTimeout(timer);
      if (shownTip.tip?.text === text) shownTip.tip = null;
    };
    const onFocus = () => {
      if (element.matches(":focus-visible")) soon();
    };
    element.addEventListener("pointerenter", soon);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("pointerdown", hide);
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", hide);
    return () => {
      hide();
      element.removeEventListener("pointerenter", soon);
      element.removeEventListener("pointerleave", hide);
      element.removeEventListener("pointerdown", hide);
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", hide);
    };
  };
}
