/** Stores: its screens and its forms. */
export { registerStores } from "./forms";
export { default as OpenDeliveries } from "./receiving/OpenBanner.svelte";

export const storesScreens = [
  { path: ["stores"], page: () => import("./PartsPage.svelte") },
  { path: ["stores", "parts", ":id"], page: () => import("./PartPage.svelte") },
  { path: ["stores", "labels"], page: () => import("./labels/LabelsPage.svelte") },
  {
    path: ["stores", "parts", ":id", "movements"],
    page: () => import("./movements/PartMovementsPage.svelte"),
  },
  { path: ["stores", "locations"], page: () => import("./LocationsPage.svelte") },
  {
    path: ["stores", "locations", ":id", "movements"],
    page: () => import("./movements/PlaceMovementsPage.svelte"),
  },
  {
    path: ["stores", "locations", ":id", "count"],
    page: () => import("./counting/CountPage.svelte"),
  },
  { path: ["stores", "shopping"], page: () => import("./shopping/ShoppingPage.svelte") },
  { path: ["stores", "suppliers"], page: () => import("./suppliers/SuppliersPage.svelte") },
  { path: ["stores", "suppliers", ":id"], page: () => import("./suppliers/SupplierPage.svelte") },
  { path: ["stores", "orders"], page: () => import("./orders/OrdersPage.svelte") },
  { path: ["stores", "orders", ":id"], page: () => import("./orders/OrderPage.svelte") },
  { path: ["stores", "deliveries"], page: () => import("./receiving/DeliveriesPage.svelte") },
  { path: ["stores", "deliveries", ":id"], page: () => import("./receiving/DeliveryPage.svelte") },
  { path: ["stores", "postings"], page: () => import("./spend/PostingsPage.svelte") },
  { path: ["stores", "postings", ":id"], page: () => import("./spend/PostingPage.svelte") },
] as const;
