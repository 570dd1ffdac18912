/** Now: what is going on. */
export const nowScreens = [{ path: ["now"], page: () => import("./NowPage.svelte") }];
