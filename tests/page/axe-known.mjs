/**
 * What axe finds and what cannot, or need not, be mended, with the reason. A finding is known when
 * its rule and its innermost selector match.
 */
export const known = [
  {
    rule: "region",
    selector: /^\.tip$/,
    reason:
      "A tooltip floats beside any control on the screen, so it lies in no landmark; what it says " +
      "is also the control's name or shortcut, which stands in one.",
  },
];
