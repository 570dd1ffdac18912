/**
 * What axe finds inside a vendor's component and what cannot be mended from outside, with the
 * reason. A finding is known when its rule and its innermost selector match.
 */
export const known = [];
